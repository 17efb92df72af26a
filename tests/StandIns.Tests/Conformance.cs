using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using StandIns.Protocol;

namespace StandIns.Tests;

/// <summary>What is compared: a stand-in's interface, the base of its errors, and how a .NET name becomes a wire name.</summary>
internal sealed record StandIn(Type Interface, Type ServiceException, Func<string, string> WireName);

/// <summary>Compares all that a stand-in declares with the service's model, and says each difference in words.</summary>
internal sealed class Conformance
{
    private readonly StandIn standIn;
    private readonly ServiceModel model;
    private readonly List<string> defects = [];
    private readonly HashSet<Type> structures = [];
    private readonly HashSet<string> errorsOfOperations = [];

    private Conformance(StandIn standIn, ServiceModel model) => (this.standIn, this.model) = (standIn, model);

    public IReadOnlyList<string> Defects => defects;

    /// <summary>How many operations, members and errors were looked at: a check of nothing finds nothing.</summary>
    public int Inspected { get; private set; }

    public static Conformance Check(StandIn standIn, ServiceModel model)
    {
        var check = new Conformance(standIn, model);
        foreach (
            var method in standIn
                .Interface.GetMethods()
                .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
        )
        {
            check.Operation(method);
        }

        foreach (
            var type in standIn
                .ServiceException.Assembly.GetTypes()
                .Where(standIn.ServiceException.IsAssignableFrom)
        )
        {
            check.Error(type);
        }

        return check;
    }

    private void Operation(MethodInfo method)
    {
        Inspected++;
        var name = method.Name[..^"Async".Length];
        if (model.Operation(name) is not { } operation)
        {
            defects.Add($"{name}: no such operation");
            return;
        }

        var http = operation.GetProperty("http");
        var request = method.GetParameters()[0].ParameterType;
        var route = request.GetCustomAttribute<RouteAttribute>();
        Expect(
            $"{name}: HTTP",
            $"{ServiceModel.Text(http, "method")} {ServiceModel.Text(http, "requestUri")}",
            route is null ? "POST /" : $"{route.Method} {route.Path}"
        );
        foreach (var error in ServiceModel.Find(operation, "errors")?.EnumerateArray() ?? default)
        {
            errorsOfOperations.Add(ServiceModel.Text(error, "shape")!);
        }

        Expect($"{name}: request type", name + "Request", request.Name);
        Message(request, ServiceModel.Find(operation, "input"), isInput: true);

        var response = method.ReturnType.GetGenericArguments().Single();
        Expect($"{name}: response type", name + "Response", response.Name);
        var output = ServiceModel.Find(operation, "output");
        Message(response, output, isInput: false);
        if (model.Protocol == "query" && output is { } wrapped)
        {
            Expect($"{name}: result wrapper", ServiceModel.Text(wrapped, "resultWrapper"), name + "Result");
        }
    }

    private void Message(Type type, JsonElement? reference, bool isInput)
    {
        if (reference is { } found)
        {
            Structure(type, ServiceModel.Text(found, "shape")!, isInput);
            return;
        }

        foreach (var member in Member.Of(type))
        {
            defects.Add($"{type.Name}.{member.Name}: no such member");
        }
    }

    private void Structure(Type type, string shapeName, bool isInput = false)
    {
        if (!structures.Add(type))
        {
            return;
        }

        var shape = model.Shape(shapeName);
        var modelled = shape
            .GetProperty("members")
            .EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value);
        foreach (var member in Member.Of(type))
        {
            Inspected++;
            var where = $"{type.Name}.{member.Name}";
            if (!modelled.Remove(standIn.WireName(member.Name), out var found))
            {
                defects.Add($"{where}: no such member");
                continue;
            }

            Place(where, member, found);
            Value(
                where,
                type.GetProperty(member.Name)!.PropertyType,
                member,
                ServiceModel.Text(found, "shape")!
            );
        }

        // A request without one of these could not be made at all.
        foreach (
            var required in isInput
                ? ServiceModel.Find(shape, "required")?.EnumerateArray() ?? default
                : default
        )
        {
            if (modelled.ContainsKey(required.GetString()!))
            {
                defects.Add($"{type.Name}: required member {required.GetString()} is missing");
            }
        }
    }

    /// <summary>Where a member stands and under which name: the body, unless the model says path or query string.</summary>
    private void Place(string where, Member member, JsonElement modelled)
    {
        var wireName = member.InPath ?? member.InQuery ?? standIn.WireName(member.Name);
        Expect(
            $"{where}: location",
            ServiceModel.Text(modelled, "location"),
            member.InPath is not null ? "uri"
                : member.InQuery is not null ? "querystring"
                : null
        );
        Expect(
            $"{where}: wire name",
            ServiceModel.Text(modelled, "locationName") ?? standIn.WireName(member.Name),
            wireName
        );
        Expect($"{where}: timestamp format", ServiceModel.Text(modelled, "timestampFormat"), null);
        Expect(
            $"{where}: idempotency token",
            ServiceModel.Find(modelled, "idempotencyToken")?.ToString(),
            member.IsIdempotencyToken ? "True" : null
        );
    }

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

    private void Error(Type type)
    {
        if (type.GetCustomAttribute<ErrorCodeAttribute>()?.Code is not { } code)
        {
            return;
        }

        Inspected++;
        var (name, shape) = model.Errors.FirstOrDefault(error =>
            ServiceModel.ErrorCode(error.Name, error.Shape) == code
        );
        if (name is null)
        {
            defects.Add($"{type.Name}: no such error code {code}");
            return;
        }

        Expect($"{code}: exception", ExceptionName(name), type.Name);
        if (!errorsOfOperations.Contains(name))
        {
            defects.Add($"{type.Name}: no operation here has the error {name}");
        }

        var declared = Member.Of(type).ToDictionary(member => member.Name, member => member.Type);
        foreach (
            var member in shape
                .GetProperty("members")
                .EnumerateObject()
                .Where(member => !member.Name.Equals("message", StringComparison.OrdinalIgnoreCase))
        )
        {
            if (!declared.Remove(member.Name, out var found))
            {
                defects.Add($"{type.Name}: member {member.Name} is not declared");
                continue;
            }

            var shapeName = ServiceModel.Text(member.Value, "shape")!;
            Scalar($"{type.Name}.{member.Name}", found, shapeName, model.Shape(shapeName));
        }

        defects.AddRange(declared.Keys.Select(member => $"{type.Name}.{member}: no such member"));
    }

    /// <summary>AWS's .NET packages call every error …Exception, whatever its shape is called.</summary>
    private static string ExceptionName(string shape)
    {
        var suffix =
            new[] { "Fault", "Exception" }.FirstOrDefault(end =>
                shape.EndsWith(end, StringComparison.Ordinal)
            ) ?? "";
        return shape[..^suffix.Length] + "Exception";
    }

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? value.Name + "?" : type.Name;

    private void Expect(string what, string? expected, string? found)
    {
        if (expected != found)
        {
            defects.Add($"{what} is {expected ?? "nothing"} in the model, {found ?? "nothing"} here");
        }
    }
}
