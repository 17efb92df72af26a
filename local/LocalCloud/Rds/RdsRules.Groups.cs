namespace LocalCloud.Rds;

internal static partial class RdsRules
{
    private const int FewestSubnets = 2;

    /// <summary>The name of a new group: 1 to 255 characters, else as a snapshot's (model). Subnet groups may have more characters on AWS.</summary>
    public static string NewGroup(RdsGroupKind kind, string name) =>
        name.Length <= 255 && Name().IsMatch(name)
            ? name.ToLowerInvariant()
            : throw RdsErrors.BadIdentifier($"{kind.Name}Name");

    /// <summary>
    /// A subnet group covers two Availability Zones (RDS-UG, Working with DB subnet groups); as no subnet is known here, it needs two subnets.
    /// </summary>
    public static void Subnets(RdsGroup group)
    {
        if (
            group.Kind == RdsGroupKind.Subnets
            && group.Subnets.Distinct(StringComparer.Ordinal).Count() < FewestSubnets
        )
        {
            throw RdsErrors.TooFewZones();
        }
    }

    /// <summary>A group that a database shall have: of its own account and Region, or one of AWS's, which begin with default (model).</summary>
    public static string Group(RdsGroupKind kind, string given, RdsArn database, RdsState state) =>
        given.StartsWith("default", StringComparison.Ordinal) ? given
        : state.Group(kind.In(database.AccountId, database.Region, given)) is { } group ? group.Arn.Identifier
        : throw RdsErrors.GroupNotFound(kind, given);
}
