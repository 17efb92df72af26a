using System.Reflection;
using System.Runtime.InteropServices;
using LocalCloud.Deploy;

namespace LocalCloud.Lambda.Hosting;

/// <summary>Where this build put things: the host program, and functions, in the same configuration as this assembly.</summary>
public static class BuildOutput
{
    private const string Framework = "net10.0";

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } =
        typeof(BuildOutput)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(m => m.Key == nameof(Configuration))
            .Value!;

    /// <summary>LambdaHost.dll.</summary>
    public static string LambdaHost =>
        Path.Combine(Of(Path.Combine(RepositoryRoot.Find(), "local", "LambdaHost")), "LambdaHost.dll");

    /// <summary>The <c>dotnet</c> that runs this process.</summary>
    public static string DotNet
    {
        get
        {
            // …/shared/Microsoft.NETCore.App/10.0.1/
            var root = Path.GetFullPath(
                Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")
            );
            return Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        }
    }

    /// <summary>The output folder of a project, given the project's folder.</summary>
    public static string Of(string projectFolder) =>
        Path.Combine(projectFolder, "bin", Configuration, Framework);
}
