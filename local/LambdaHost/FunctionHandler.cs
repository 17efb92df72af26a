using System.Reflection;
using Amazon.Lambda.Core;

namespace LambdaHost;

/// <summary>A class-library handler (Lambda Developer Guide, "Define Lambda function handler in C#"): one instance for each cold start.</summary>
internal sealed class FunctionHandler
{
    private readonly MethodInfo _method;
    private readonly object? _instance;
    private readonly ILambdaSerializer? _serializer;

    private FunctionHandler(MethodInfo method)
    {
        _method = method;
        _serializer = SerializerOf(method);
        _instance = method.IsStatic ? null : Create(method.DeclaringType!);
    }

    /// <summary>Loads <c>ASSEMBLY::NAMESPACE.CLASS::METHOD</c> from a folder.</summary>
    public static FunctionHandler Load(string handler, string folder)
    {
        if (handler.Split("::") is not [var assembly, var type, var method])
        {
            throw new InvalidOperationException(
                $"The handler {handler} is not of the form ASSEMBLY::NAMESPACE.CLASS::METHOD."
            );
        }

        var path = Path.Combine(folder, assembly + ".dll");
        var found = new FunctionAssemblies(path)
            .LoadFromAssemblyPath(path)
            .GetType(type, throwOnError: true)!;
        return new FunctionHandler(
            found.GetMethod(method)
                ?? throw new MissingMethodException($"{type} has no public method {method}.")
        );
    }

    /// <summary>Runs the handler: JSON in, JSON out.</summary>
    public async Task<byte[]> InvokeAsync(byte[] payload, ILambdaContext context)
    {
        using var input = new MemoryStream(payload);
        var arguments = _method
            .GetParameters()
            .Select(p => Argument(p.ParameterType, input, context))
            .ToArray();
        var returned = _method.Invoke(_instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        var (type, value) = await FinishAsync(returned);
        using var output = new MemoryStream();
        if (value is Stream stream)
        {
            await stream.CopyToAsync(output);
        }
        else if (type != typeof(void))
        {
            Generic(nameof(ILambdaSerializer.Serialize), type, value, output);
        }

        return output.ToArray();
    }

    private async Task<(Type Type, object? Value)> FinishAsync(object? returned)
    {
        var declared = _method.ReturnType;
        if (returned is not Task task)
        {
            return (declared, returned);
        }

        await task;
        return declared.IsGenericType
            ? (declared.GetGenericArguments()[0], declared.GetProperty(nameof(Task<>.Result))!.GetValue(task))
            : (typeof(void), null);
    }

    private object? Argument(Type type, Stream input, ILambdaContext context) =>
        type == typeof(ILambdaContext) ? context
        : type == typeof(Stream) ? input
        : Generic(nameof(ILambdaSerializer.Deserialize), type, input);

    private object? Generic(string method, Type type, params object?[] arguments) =>
        typeof(ILambdaSerializer)
            .GetMethod(method)!
            .MakeGenericMethod(type)
            .Invoke(
                _serializer
                    ?? throw new InvalidOperationException(
                        $"{_method.DeclaringType}.{_method.Name} has no LambdaSerializer attribute."
                    ),
                BindingFlags.DoNotWrapExceptions,
                null,
                arguments,
                null
            );

    private static ILambdaSerializer? SerializerOf(MethodInfo method)
    {
        var attribute =
            method.GetCustomAttribute<LambdaSerializerAttribute>()
            ?? method.DeclaringType!.Assembly.GetCustomAttribute<LambdaSerializerAttribute>();
        return attribute is null ? null : (ILambdaSerializer)Create(attribute.SerializerType);
    }

    private static object Create(Type type) =>
        Activator.CreateInstance(
            type,
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions,
            null,
            null,
            null
        )!;
}
