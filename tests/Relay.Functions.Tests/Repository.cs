namespace Relay.Functions.Tests;

/// <summary>The repository's files, found from the test's own folder upwards.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Functions.sln")))
        {
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("Functions.sln is in no folder above the tests.");
        }

        return folder;
    }
}
