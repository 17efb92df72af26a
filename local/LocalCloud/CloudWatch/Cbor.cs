using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>
/// CBOR (RFC 8949) as far as the Smithy RPC v2 protocol speaks it: maps with text keys, lists, texts, numbers, booleans, null, and
/// times as seconds since 1970 under tag 1. Read, a time is its number.
/// </summary>
internal static class Cbor
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="AwsError">SerializationException.</exception>
    public static JsonNode? Read(byte[] bytes)
    {
        try
        {
            var reader = new Reader(bytes);
            return bytes.Length == 0 ? new JsonObject() : reader.Next();
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or InvalidDataException)
        {
            throw new AwsError("SerializationException", $"The request body is not CBOR: {e.Message}");
        }
    }

    /// <summary>Writes a document. A time is a value of <see cref="DateTimeOffset"/>.</summary>
    public static byte[] Write(JsonNode? node)
    {
        using var stream = new MemoryStream();
        Write(stream, node);
        return stream.ToArray();
    }

    private static void Write(Stream to, JsonNode? node)
    {
        switch (node)
        {
            case null:
                to.WriteByte(0xF6);
                break;
            case JsonObject map:
                Head(to, 5, (ulong)map.Count);
                foreach (var (name, value) in map)
                {
                    Text(to, name);
                    Write(to, value);
                }

                break;
            case JsonArray list:
                Head(to, 4, (ulong)list.Count);
                foreach (var item in list)
                {
                    Write(to, item);
                }

                break;
            default:
                Write(to, node.AsValue());
                break;
        }
    }

    private static void Write(Stream to, JsonValue value)
    {
        if (Timestamps.Of(value) is { } time)
        {
            to.WriteByte(0xC1);
            Double(to, time.ToUnixTimeMilliseconds() / 1000.0);
            return;
        }

        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                to.WriteByte(0xF5);
                break;
            case JsonValueKind.False:
                to.WriteByte(0xF4);
                break;
            case JsonValueKind.Number
                when !value.TryGetValue<double>(out _) && value.TryGetValue<int>(out var whole):
                Head(to, whole < 0 ? 1 : 0, (ulong)(whole < 0 ? -1L - whole : whole));
                break;
            case JsonValueKind.Number:
                Double(to, value.GetValue<double>());
                break;
            default:
                Text(to, value.ToString());
                break;
        }
    }

    private static void Text(Stream to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Head(to, 3, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Double(Stream to, double number)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xFB;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], number);
        to.Write(bytes);
    }

    private static void Head(Stream to, int type, ulong argument)
    {
        Span<byte> bytes = stackalloc byte[9];
        if (argument < 24)
        {
            to.WriteByte((byte)((type << 5) | (int)argument));
            return;
        }

        bytes[0] = (byte)((type << 5) | 26);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], checked((uint)argument));
        to.Write(bytes[..5]);
    }

    private sealed class Reader(byte[] bytes)
    {
        private const byte Break = 0xFF;

        private int _at;

        public JsonNode? Next()
        {
            var head = bytes[_at++];
            var (type, small) = (head >> 5, head & 31);
            switch (type)
            {
                case 7:
                    return Simple(small);
                case 6:
                    Argument(small);
                    return Next();
                case 0:
                    return JsonValue.Create((long)Argument(small));
                case 1:
                    return JsonValue.Create(-1 - (long)Argument(small));
                case 2 or 3:
                    return JsonValue.Create(Words(type, small));
                case 4:
                    return List(small);
                default:
                    return Map(small);
            }
        }

        private JsonArray List(int small)
        {
            var list = new JsonArray();
            foreach (var _ in Times(small))
            {
                list.Add(Next());
            }

            return list;
        }

        private JsonObject Map(int small)
        {
            var map = new JsonObject();
            foreach (var _ in Times(small))
            {
                var name = Next()?.ToString() ?? "";
                map[name] = Next();
            }

            return map;
        }

        // As many as the head says, or up to the break.
        private IEnumerable<int> Times(int small)
        {
            if (small != 31)
            {
                var count = Argument(small);
                for (ulong i = 0; i < count; i++)
                {
                    yield return 0;
                }

                yield break;
            }

            while (bytes[_at] != Break)
            {
                yield return 0;
            }

            _at++;
        }

        private string Words(int type, int small)
        {
            if (small == 31)
            {
                var all = new StringBuilder();
                foreach (var _ in Times(small))
                {
                    all.Append(Next());
                }

                return all.ToString();
            }

            var length = checked((int)Argument(small));
            var part = bytes.AsSpan(_at, length);
            _at += length;
            return type == 3 ? Encoding.UTF8.GetString(part) : Convert.ToBase64String(part);
        }

        private JsonValue? Simple(int small) =>
            small switch
            {
                20 => JsonValue.Create(false),
                21 => JsonValue.Create(true),
                22 or 23 => null,
                25 => JsonValue.Create((double)BinaryPrimitives.ReadHalfBigEndian(Take(2))),
                26 => JsonValue.Create((double)BinaryPrimitives.ReadSingleBigEndian(Take(4))),
                27 => JsonValue.Create(BinaryPrimitives.ReadDoubleBigEndian(Take(8))),
                _ => throw new InvalidDataException($"simple value {small}"),
            };

        private ulong Argument(int small) =>
            small switch
            {
                < 24 => (ulong)small,
                24 => Take(1)[0],
                25 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
                26 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
                27 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
                _ => throw new InvalidDataException($"length {small}"),
            };

        private ReadOnlySpan<byte> Take(int length)
        {
            var part = bytes.AsSpan(_at, length);
            _at += length;
            return part;
        }
    }
}

/// <summary>Times in replies, which each protocol writes in its own way.</summary>
internal static class Timestamps
{
    /// <summary>The time that a value is, or null: a text that looks like one is none.</summary>
    public static DateTimeOffset? Of(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String
        && !value.TryGetValue<string>(out _)
        && value.TryGetValue<DateTimeOffset>(out var time)
            ? time
            : null;
}
