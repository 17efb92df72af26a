using System.Collections;
using System.Text.Json;

namespace StandIns.Protocol;

/// <summary>
/// Structures as JSON objects and back; times are seconds since 1970. Written without JsonSerializer, whose reflection
/// the functions turn off.
/// </summary>
internal sealed class JsonBody(Func<string, string> wireName)
{
    public void Write(Utf8JsonWriter json, object structure)
    {
        json.WriteStartObject();
        foreach (var member in Member.Of(structure.GetType()).Where(member => member.InBody))
        {
            var value = member.Get(structure);
            if (value is null && member.IsIdempotencyToken)
            {
                value = Guid.NewGuid().ToString();
            }

            if (value is not null)
            {
                json.WritePropertyName(wireName(member.Name));
                WriteValue(json, value);
            }
        }

        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case DateTime time:
                json.WriteNumberValue((time.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName((string)entry.Key);
                    WriteValue(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case IList list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            case var other when Member.IsStructure(other.GetType()):
                Write(json, other);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    public void Read(JsonElement json, object structure)
    {
        foreach (var member in Member.Of(structure.GetType()))
        {
            if (
                json.TryGetProperty(wireName(member.Name), out var found)
                && found.ValueKind != JsonValueKind.Null
            )
            {
                member.Set(structure, ReadMember(found, member));
            }
        }
    }

    private object ReadMember(JsonElement json, Member member)
    {
        if (member.IsList)
        {
            var list = member.NewList();
            foreach (var item in json.EnumerateArray())
            {
                list.Add(ReadValue(item, member.Type));
            }

            return list;
        }

        if (member.IsMap)
        {
            var map = member.NewMap();
            foreach (var entry in json.EnumerateObject())
            {
                map.Add(entry.Name, ReadValue(entry.Value, member.Type));
            }

            return map;
        }

        return ReadValue(json, member.Type);
    }

    private object ReadValue(JsonElement json, Type type)
    {
        if (Member.IsStructure(type))
        {
            var structure = Activator.CreateInstance(type);
            Read(json, structure);
            return structure;
        }

        return type switch
        {
            _ when type == typeof(DateTime) => DateTime.UnixEpoch.AddTicks(
                (long)(json.GetDecimal() * TimeSpan.TicksPerSecond)
            ),
            _ when type == typeof(bool) => json.GetBoolean(),
            _ when type == typeof(int) => json.GetInt32(),
            _ when type == typeof(long) => json.GetInt64(),
            _ => Scalar.Parse(json.GetString(), type),
        };
    }
}
