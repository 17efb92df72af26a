namespace Relay;

/// <summary>Reads the fields that all events have.</summary>
internal static class EventFields
{
    /// <summary>Null when the relay serves the event's account and Region; else why it leaves the event alone.</summary>
    /// <exception cref="EventNotUnderstoodException">It comes from a Region that nobody told the relay to serve.</exception>
    public static EventReading.Ignored? NotServed(string? account, string? region, RelaySettings settings)
    {
        var owner = Parsed<AccountId>("account", account);
        if (owner != settings.SourceAccount)
        {
            return new EventReading.Ignored(
                $"it comes from account {owner}; this relay serves {settings.SourceAccount}"
            );
        }

        var where = Parsed<Region>("region", region);
        return settings.SourceRegions.Contains(where)
            ? null
            : throw new EventNotUnderstoodException(
                "region",
                $"{where} is not one of this relay's source Regions ({string.Join(", ", settings.SourceRegions)}); add it to SourceRegions."
            );
    }

    /// <summary>The field's value.</summary>
    /// <exception cref="EventNotUnderstoodException">It is missing, or not what it should be.</exception>
    public static T Parsed<T>(string field, string? value)
        where T : IText<T>
    {
        try
        {
            return T.Parse(Required(field, value));
        }
        catch (FormatException problem)
        {
            throw new EventNotUnderstoodException(field, problem.Message);
        }
    }

    /// <summary>The field's text.</summary>
    /// <exception cref="EventNotUnderstoodException">It is missing.</exception>
    public static string Required(string field, string? value) =>
        string.IsNullOrEmpty(value) ? throw new EventNotUnderstoodException(field, "it is missing.") : value;
}
