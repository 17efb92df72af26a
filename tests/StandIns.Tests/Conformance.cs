using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using StandIns.Protocol;

namespace StandIns.Tests;

/// <summary>What is compared: a stand-in's interface, the base of its errors, and how a .NET name becomes a wire name.</summary>
internal sealed record StandIn(Type Interface, Type ServiceException, Func<string, string> WireName);

/// <summary>Compares all that a stand-in declares with the service's model, and says each difference in words.</summary>
internal sealed partial class Conformance
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
