using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Chaos;

/// <summary>Makes bad JSON of good, by its structure and now and then by its text; from one seed.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<JsonNode> corpus)
{
#pragma warning disable CA5394 // Not for security: the point is that it repeats.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394

    private readonly ILookup<string, JsonNode?> _elsewhere = corpus
        .SelectMany(Places)
        .ToLookup(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private static readonly string[] Odd =
    [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1e400",
        "123456789012345678901234567890",
        "2147483648",
        "0.1",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"ä漢\\n\\t\\\"\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "{\"\":null}",
        "\"9999-12-31T23:59:59.9999999+14:00\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"0001-01-01T00:00:00+14:00\"",
        "\"2026-11-20\"",
        "\"arn:aws:rds:eu-west-1:111111111111:snapshot:\"",
        "\"arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:rds:ledger-2026-11-20-04-30\"",
        "\"arn:aws:backup:eu-west-1:111111111111:recovery-point:00000000-0000-0000-0000-000000000000\"",
        "\"arn:aws:ec2:eu-west-1::snapshot/snap-1\"",
        "\"arn:aws:rds:eu-central-1:222222222222:snapshot:none\"",
        "\"arn:aws:kms:eu-central-1:222222222222:key/none\"",
    ];

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["route"] =
        [
            "NothingToDo",
            "RegionOnly",
            "RegionThenShare",
            "RegionThenAccount",
            "DirectToAccount",
            "BackupCopyJob",
            "BackupTwoJobs",
        ],
        ["means"] = ["Snapshot", "CopyJob"],
        ["mode"] = ["copy", "share", "region"],
        ["for"] = ["Copy", "CopySlot", "Share", "Snapshot"],
        ["status"] = ["available", "copying", "pending", "failed", "creating", "CREATED", "COMPLETED", "?"],
        ["snapshotType"] = ["manual", "automated", "awsbackup", "shared"],
        ["EventID"] =
        [
            "RDS-EVENT-0042",
            "RDS-EVENT-0091",
            "RDS-EVENT-0169",
            "RDS-EVENT-0075",
            "RDS-EVENT-0060",
        ],
        ["state"] = ["COMPLETED", "RUNNING", "FAILED", "PARTIAL"],
    };

    /// <summary>A case: one to four changes of a sample.</summary>
    public string Mutate(JsonNode sample)
    {
        var node = sample.DeepClone();
        for (var changes = 1 + Below(4); changes > 0; changes--)
        {
            Change(node);
        }

        var text = node.ToJsonString();
        return Below(25) == 0 ? Garbled(text) : text;
    }

    /// <summary>A number from 0 up to a limit.</summary>
    public int Below(int limit)
    {
#pragma warning disable CA5394
        return _random.Next(limit);
#pragma warning restore CA5394
    }

    private void Change(JsonNode root)
    {
        var places = Places(root).ToList();
        if (places is [])
        {
            return;
        }

        var (parent, name, value) = places[Below(places.Count)];
        if (Below(5) == 0)
        {
            parent.Remove(name);
        }
        else
        {
            parent[name] = Instead(name, value);
        }
    }

    private JsonNode? Instead(string name, JsonNode? value) =>
        Below(6) switch
        {
            0 => JsonNodeOf(Odd[Below(Odd.Length)]),
            1 when Words.TryGetValue(name, out var words) => words[Below(words.Length)],
            1 or 2 => Elsewhere(name),
            3 when value is JsonObject or JsonArray => new JsonArray(value.DeepClone()),
            _ when value is JsonValue scalar && scalar.TryGetValue<string>(out var text) => Bent(text),
            _ when value is JsonValue scalar && scalar.TryGetValue<long>(out var number) => Numbers(number),
            _ => JsonNodeOf(Odd[Below(Odd.Length)]),
        };

    // Numbers that overflow something when something is added to them.
    private JsonNode Numbers(long number) =>
        new[]
        {
            -number,
            number + 1,
            long.MaxValue,
            long.MinValue,
            int.MaxValue,
            int.MinValue,
            1_000_000_000,
        }[Below(7)];

    private string Bent(string text) =>
        Below(8) switch
        {
            0 => text[..Below(text.Length + 1)],
            1 => text + text,
            2 => text.ToUpperInvariant(),
            3 => text + (char)Below(0x3000),
            4 => text.Length == 0 ? "x" : text.Remove(Below(text.Length), 1),
            5 => string.Join(':', Swapped(text.Split(':'))),
            6 when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) => Moved(time),
            6 => new string('x', 1 << Below(12)),
            _ => text.Replace('1', (char)('0' + Below(10))),
        };

    private string Moved(DateTimeOffset time)
    {
        var by = TimeSpan.FromSeconds(Math.Pow(10, Below(10)) * (Below(2) == 0 ? 1 : -1));
        var ticks = time.UtcTicks + by.Ticks;
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture)
            : "9999-12-31T23:59:59Z";
    }

    private string[] Swapped(string[] parts)
    {
        var (a, b) = (Below(parts.Length), Below(parts.Length));
        (parts[a], parts[b]) = (parts[b], parts[a]);
        return parts;
    }

    // What a sample has under the same name, or now and then under another.
    private JsonNode? Elsewhere(string name)
    {
        var key =
            Below(4) > 0 && _elsewhere.Contains(name)
                ? name
                : _elsewhere.ElementAt(Below(_elsewhere.Count)).Key;
        var found = _elsewhere[key];
        return found.ElementAt(Below(found.Count()))?.DeepClone();
    }

    private string Garbled(string text)
    {
        var at = Below(text.Length);
        return Below(5) switch
        {
            0 => text[..at],
            4 => text.Insert(at, "\\ud83d"),
            1 => new StringBuilder(text).Insert(at, (char)Below(0x100)).ToString(),
            2 => text.Insert(at, text[at..]),
            _ => string.Concat(Enumerable.Repeat("[", 100)) + text,
        };
    }

    private static IEnumerable<(JsonObject Parent, string Name, JsonNode? Value)> Places(JsonNode? node) =>
        node switch
        {
            JsonObject parent => parent
                .ToList()
                .SelectMany(member => Places(member.Value).Prepend((parent, member.Key, member.Value))),
            JsonArray array => array.SelectMany(Places),
            _ => [],
        };

    private static JsonNode? JsonNodeOf(string json) => JsonNode.Parse(json);
}
