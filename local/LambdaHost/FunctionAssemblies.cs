using System.Reflection;
using System.Runtime.Loader;
using Amazon.Lambda.Core;

namespace LambdaHost;

/// <summary>
/// The function's assemblies, found as its own deps.json says. Only Amazon.Lambda.Core is the host's: both sides must mean the same
/// ILambdaContext and ILambdaSerializer.
/// </summary>
internal sealed class FunctionAssemblies(string path) : AssemblyLoadContext("function")
{
    private static readonly string? Shared = typeof(ILambdaContext).Assembly.GetName().Name;

    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name != Shared && _resolver.ResolveAssemblyToPath(assemblyName) is { } found
            ? LoadFromAssemblyPath(found)
            : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found
            ? LoadUnmanagedDllFromPath(found)
            : base.LoadUnmanagedDll(unmanagedDllName);
}
