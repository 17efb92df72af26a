namespace LocalCloud.Rds;

/// <summary>An option group that somebody made. The default ones (<c>default:postgres-17</c>) are nowhere kept: they hold nothing.</summary>
/// <param name="Arn">Its ARN: its identity.</param>
/// <param name="Engine">EngineName.</param>
/// <param name="MajorEngineVersion">For example 19, 8.4, 16.00.</param>
/// <param name="Description">OptionGroupDescription.</param>
public sealed record RdsOptionGroup(RdsArn Arn, string Engine, string MajorEngineVersion, string Description)
{
    /// <summary>Its options, in the order of their names.</summary>
    public SortedDictionary<string, RdsOption> Options { get; } = new(StringComparer.Ordinal);
}

/// <summary>An option of an option group.</summary>
/// <param name="Name">OptionName.</param>
/// <param name="Persistent">It can't be removed while instances use the group.</param>
/// <param name="Permanent">It can never be removed.</param>
/// <param name="Shareable">A snapshot with it can be shared.</param>
public sealed record RdsOption(string Name, bool Persistent, bool Permanent, bool Shareable)
{
    /// <summary>True when a copy in another Region needs it too.</summary>
    public bool MustBeKept => Persistent || Permanent;

    /// <summary>
    /// The option of an engine (RDS User Guide, Options for Oracle; Options for SQL Server; Sharing a DB snapshot). Whatever is not known
    /// here is an ordinary option.
    /// </summary>
    public static RdsOption Of(string engine, string name)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return (engine.Split('-')[0], name) switch
        {
            ("oracle", "TDE" or "TDE_HSM") => new RdsOption(name, true, true, Shareable: false),
            ("oracle", "Timezone" or "OLS") => new RdsOption(name, true, true, Shareable: true),
            ("sqlserver", "TDE" or "TRANSPARENT_DATA_ENCRYPTION") => new RdsOption(
                name,
                true,
                false,
                Shareable: false
            ),
            _ => new RdsOption(name, false, false, Shareable: true),
        };
    }
}
