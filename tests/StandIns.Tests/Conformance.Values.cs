using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using StandIns.Protocol;

namespace StandIns.Tests;

/// <summary>Types of members: scalars, lists, maps, structures, enumerations.</summary>
internal sealed partial class Conformance
{
    private void Value(string where, Type declared, Member member, string shapeName)
    {
        var shape = model.Shape(shapeName);
        Expect($"{where}: timestamp format", ServiceModel.Text(shape, "timestampFormat"), null);
        switch (ServiceModel.Text(shape, "type"))
        {
            case "list":
                List(where, declared, member, shape);
                break;
            case "map":
                Map(where, declared, member, shape);
                break;
            default:
                Scalar(where, declared, shapeName, shape);
                break;
        }
    }

    private void Map(string where, Type declared, Member member, JsonElement shape)
    {
        if (!member.IsMap)
        {
            defects.Add($"{where}: a map in the model, {declared.Name} here");
            return;
        }

        Expect($"{where}: type of keys", "String", Name(declared.GetGenericArguments()[0]));
        var valueShape = ServiceModel.Text(shape.GetProperty("value"), "shape")!;
        // The values of a map are never null.
        var value = member.Type.IsValueType ? typeof(Nullable<>).MakeGenericType(member.Type) : member.Type;
        Scalar(where, value, valueShape, model.Shape(valueShape));
    }

    private void List(string where, Type declared, Member member, JsonElement shape)
    {
        var item = shape.GetProperty("member");
        Expect($"{where}: flattened", ServiceModel.Find(shape, "flattened")?.ToString(), null);
        if (model.Protocol == "query")
        {
            Expect(
                $"{where}: list item name",
                ServiceModel.Text(item, "locationName") ?? "member",
                member.ItemName
            );
        }

        if (!member.IsList)
        {
            defects.Add($"{where}: a list in the model, {declared.Name} here");
            return;
        }

        var itemShape = ServiceModel.Text(item, "shape")!;
        Scalar(where, member.Type, itemShape, model.Shape(itemShape));
    }

    private void Scalar(string where, Type declared, string shapeName, JsonElement shape)
    {
        var expected = ServiceModel.Text(shape, "type") switch
        {
            "boolean" => typeof(bool?),
            "integer" => typeof(int?),
            "long" => typeof(long?),
            "timestamp" => typeof(DateTime?),
            "string" when ServiceModel.Find(shape, "enum") is null => typeof(string),
            _ => null,
        };
        if (expected is not null)
        {
            Expect($"{where}: type", Name(expected), Name(declared));
            return;
        }

        Expect($"{where}: type", shapeName, Name(declared));
        if (ServiceModel.Find(shape, "enum") is { } values)
        {
            Enumeration(declared, [.. values.EnumerateArray().Select(value => value.GetString()!)]);
        }
        else if (Name(declared) == shapeName)
        {
            Structure(declared, shapeName);
        }
    }

    private void Enumeration(Type type, IReadOnlyCollection<string> values)
    {
        var constants = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<ConstantClass>();
        foreach (var constant in constants.Where(constant => !values.Contains(constant.Value)))
        {
            defects.Add($"{type.Name}: no such value {constant.Value}");
        }
    }
}
