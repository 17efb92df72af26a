using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>KMS's paging: Limit and Marker in, NextMarker and Truncated out.</summary>
internal static class Page
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 1000;

    /// <summary>One page, ordered by name; the marker is the last name that was given, encoded.</summary>
    /// <exception cref="AwsError">InvalidMarkerException, ValidationException.</exception>
    public static JsonObject Of<T>(
        JsonObject input,
        string member,
        IEnumerable<T> items,
        Func<T, string> name,
        Func<T, JsonObject> write
    )
    {
        var limit = KmsInput.Number(input, "Limit", 1, MostLimit) ?? DefaultLimit;
        var after = KmsInput.OptionalText(input, "Marker", 1, 1024) is { } marker ? Decode(marker) : null;
        var rest = items
            .OrderBy(name, StringComparer.Ordinal)
            .Where(i => after is null || string.CompareOrdinal(name(i), after) > 0)
            .Take(limit + 1)
            .ToList();
        var page = rest.Take(limit).ToList();
        var reply = new JsonObject
        {
            [member] = new JsonArray([.. page.Select(write)]),
            ["Truncated"] = rest.Count > limit,
        };
        if (rest.Count > limit)
        {
            reply["NextMarker"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(name(page[^1])));
        }

        return reply;
    }

    private static string Decode(string marker)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(marker));
        }
        catch (FormatException)
        {
            throw new AwsError("InvalidMarkerException", "The marker is not one that a reply gave.");
        }
    }
}
