namespace LocalCloud.Rds;

/// <summary>The ARN of something of RDS's: <c>arn:aws:rds:REGION:ACCOUNT:KIND:IDENTIFIER</c>.</summary>
/// <param name="Region">For example eu-west-1.</param>
/// <param name="AccountId">The owner.</param>
/// <param name="Kind"><c>db</c>, <c>snapshot</c>, <c>cluster</c>, <c>cluster-snapshot</c>, <c>og</c>; others exist on AWS.</param>
/// <param name="Identifier">Lower case, as RDS stores it. Automated snapshots begin <c>rds:</c>, AWS Backup's <c>awsbackup:</c>.</param>
public sealed record RdsArn(string Region, string AccountId, string Kind, string Identifier)
{
    /// <summary>The ARN of whatever has this name.</summary>
    public static RdsArn Of(string accountId, string region, string kind, string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return new RdsArn(region, accountId, kind, identifier.ToLowerInvariant());
    }

    /// <summary>The ARN of an option group.</summary>
    public static RdsArn OptionGroup(string accountId, string region, string name) =>
        Of(accountId, region, "og", name);

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

    /// <summary>True when this account owns it in this Region.</summary>
    public bool IsIn(string accountId, string region) => AccountId == accountId && Region == region;

    /// <inheritdoc/>
    public override string ToString() => $"arn:aws:rds:{Region}:{AccountId}:{Kind}:{Identifier}";
}
