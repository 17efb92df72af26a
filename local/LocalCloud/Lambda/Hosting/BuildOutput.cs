using System.Reflection;
using System.Runtime.InteropServices;

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

    /// <summary>The repository's folder.</summary>
    /// <exception cref="DirectoryNotFoundException">This assembly does not run from its repository.</exception>
    public static string Repository
    {
        get
        {
            for (
                var folder = new DirectoryInfo(AppContext.BaseDirectory);
                folder is not null;
                folder = folder.Parent
            )
            {
                if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
                {
                    return folder.FullName;
                }
            }

            throw new DirectoryNotFoundException(
                $"No folder above {AppContext.BaseDirectory} holds Functions.sln."
            );
        }
    }

    /// <summary>LambdaHost.dll.</summary>
    public static string LambdaHost =>
        Path.Combine(Of(Path.Combine(Repository, "local", "LambdaHost")), "LambdaHost.dll");

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
