using System.Text;
using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>One page of a list that is ordered by a key.</summary>
/// <param name="Items">Up to MaxRecords.</param>
/// <param name="Marker">An element Marker when there is more, else nothing.</param>
internal sealed record RdsPage<T>(IReadOnlyList<T> Items, IReadOnlyList<XElement> Marker)
{
    /// <summary>The page that MaxRecords and Marker ask for. The marker names the last item of the page before.</summary>
    public static RdsPage<T> Of(QueryInput input, IEnumerable<T> ordered, Func<T, string> key)
    {
        var size = RdsRules.PageSize(input.Number("MaxRecords"));
        var after = input.Optional("Marker") is { Length: > 0 } marker ? Read(marker) : null;
        List<T> rest =
        [
            .. ordered
                .Where(item => after is null || string.CompareOrdinal(key(item), after) > 0)
                .Take(size + 1),
        ];
        return rest.Count <= size
            ? new RdsPage<T>(rest, [])
            : new RdsPage<T>(rest[..size], [new XElement("Marker", Write(key(rest[size - 1])))]);
    }

    private static string Write(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string Read(string marker)
    {
        var bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw RdsErrors.InvalidValue("Invalid Marker");
    }
}
