using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.Commands;

/// <summary>What Doctor has answered, for people.</summary>
public static class DoctorText
{
    /// <summary>The findings with their fixes, and what was not proved.</summary>
    public static string Of(JsonObject report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (findings, open) = (Items(report, "findings"), Items(report, "notProven"));
        var text = new StringBuilder();
        text.Append(
            $"{report["relay"]} at {report["now"]}: {Count(findings.Count, "finding")}, {Count(open.Count, "thing")} not proven; the newest snapshots of {report["databases"]} databases were planned.\n"
        );
        foreach (var (finding, number) in findings.Select((f, i) => (f, i + 1)))
        {
            text.Append($"\n{number}. {Capital($"{finding["what"]}")}.\n")
                .Append($"   {finding["check"]}: {finding["value"]}\n")
                .Append($"   What to do: {finding["fix"]}\n");
        }

        if (open.Count > 0)
        {
            text.Append("\nNot proven:\n");
        }

        foreach (var one in open)
        {
            text.Append($"- {one["what"]}\n  {one["check"]}: {one["why"]}\n");
        }

        return text.ToString();
    }

    private static List<JsonNode> Items(JsonObject report, string list) =>
        report[list] is JsonArray items ? [.. items.OfType<JsonNode>()] : [];

    private static string Count(int count, string noun) =>
        count == 0 ? $"no {noun}s"
        : count == 1 ? $"1 {noun}"
        : $"{count} {noun}s";

    private static string Capital(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
