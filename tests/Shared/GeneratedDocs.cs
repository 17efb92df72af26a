using Shouldly;

namespace Shared;

/// <summary>A part of a document between two markers, written by <c>make docs</c> and kept true by a test.</summary>
internal static class GeneratedDocs
{
    /// <summary>The part must be as generated; with UPDATE_DOCS=1 it is written instead.</summary>
    public static void ShouldHold(string path, string marker, string generated)
    {
        var file = Path.Combine(Root(), path);
        var text = File.ReadAllText(file);
        var begin = text.IndexOf('\n', text.IndexOf($"<!-- {marker}:begin", StringComparison.Ordinal)) + 1;
        var end = text.IndexOf($"<!-- {marker}:end", StringComparison.Ordinal);
        end.ShouldBeGreaterThanOrEqualTo(begin, $"{path} has no part '{marker}'");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(file, text[..begin] + generated + text[end..]);
            return;
        }

        text[begin..end].ShouldBe(generated, $"{path} is stale: run make docs");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("no Functions.sln above the tests");
        }

        return folder.FullName;
    }
}
