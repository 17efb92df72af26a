namespace LocalCloud.Rds;

/// <summary>The ARN of a DB instance or DB snapshot: <c>arn:aws:rds:REGION:ACCOUNT:KIND:IDENTIFIER</c>.</summary>
/// <param name="Region">For example eu-west-1.</param>
/// <param name="AccountId">The owner.</param>
/// <param name="Kind"><c>db</c> or <c>snapshot</c>; others exist on AWS.</param>
/// <param name="Identifier">Lower case, as RDS stores it. Automated snapshots begin <c>rds:</c>.</param>
public sealed record RdsArn(string Region, string AccountId, string Kind, string Identifier)
{
    /// <summary>The ARN of a DB instance.</summary>
    public static RdsArn Instance(string accountId, string region, string identifier) =>
        new(region, accountId, "db", identifier.ToLowerInvariant());

    /// <summary>The ARN of a DB snapshot.</summary>
    public static RdsArn Snapshot(string accountId, string region, string identifier) =>
        new(region, accountId, "snapshot", identifier.ToLowerInvariant());

    /// <summary>Reads an ARN, or gives null when the text is none of RDS's.</summary>
    public static RdsArn? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
            text.Split(':', 7)
                is [
                    "arn",
                    _,
                    "rds",
                    { Length: > 0 } region,
                    { Length: > 0 } account,
                    { Length: > 0 } kind,
                    { Length: > 0 } id,
                ]
            ? new RdsArn(region, account, kind, id.ToLowerInvariant())
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"arn:aws:rds:{Region}:{AccountId}:{Kind}:{Identifier}";
}
