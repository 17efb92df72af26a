using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private XElement[] CreateGroup(AwsCall call, QueryInput input, RdsGroupKind kind)
    {
        var given = input.Required($"{kind.Name}Name");
        var arn = kind.In(call.Caller.AccountId, call.Region, RdsRules.NewGroup(kind, given));
        var tags = ReadTags(input);
        var group = new RdsGroup(
            arn,
            kind,
            input.Required(kind.Description),
            kind == RdsGroupKind.Subnets ? null : input.Required("DBParameterGroupFamily"),
            input.List("SubnetIds", "SubnetIdentifier")
        );
        RdsRules.Subnets(group);
        AuthoriseNew(call, arn, tags);
        if (_state.Group(arn) is not null)
        {
            throw RdsErrors.GroupExists(kind, given);
        }

        _state.Add(group);
        return [Xml(group)];
    }

    private IEnumerable<XElement> DescribeGroups(AwsCall call, QueryInput input, RdsGroupKind kind)
    {
        var (account, region) = (call.Caller.AccountId, call.Region);
        var given = input.Optional($"{kind.Name}Name");
        var named = given is null ? null : kind.In(account, region, given);
        Authorise(call, named ?? kind.In(account, region, "*"));
        var groups = _state.GroupsIn(account, region, kind);
        if (named is not null)
        {
            groups = [_state.Group(named) ?? throw RdsErrors.GroupNotFound(kind, given!, described: true)];
        }

        var page = RdsPage<RdsGroup>.Of(input, groups, g => g.Arn.ToString());
        return [new XElement($"{kind.Name}s", page.Items.Select(Xml)), .. page.Marker];
    }

    /// <summary>The groups that a request for a database names, and that must be there.</summary>
    private DatabaseGroups GroupsOf(QueryInput input, RdsArn database, RdsKind kind)
    {
        var parameters = kind == RdsKind.Cluster ? RdsGroupKind.ClusterParameters : RdsGroupKind.Parameters;
        return new DatabaseGroups(Group(RdsGroupKind.Subnets), Group(parameters));

        string? Group(RdsGroupKind of) =>
            input.Optional($"{of.Name}Name") is { } name ? RdsRules.Group(of, name, database, _state) : null;
    }

    private static XElement Xml(RdsGroup group) =>
        group.Kind == RdsGroupKind.Subnets
            ? new XElement(
                "DBSubnetGroup",
                Text("DBSubnetGroupName", group.Arn.Identifier),
                Text("DBSubnetGroupDescription", group.Description),
                Text("SubnetGroupStatus", "Complete"),
                new XElement(
                    "Subnets",
                    group.Subnets.Select(s => new XElement(
                        "Subnet",
                        Text("SubnetIdentifier", s),
                        Text("SubnetStatus", "Active")
                    ))
                ),
                Text("DBSubnetGroupArn", group.Arn)
            )
            : new XElement(
                group.Kind.Name,
                Text($"{group.Kind.Name}Name", group.Arn.Identifier),
                Text("DBParameterGroupFamily", group.Family),
                Text("Description", group.Description),
                Text($"{group.Kind.Name}Arn", group.Arn)
            );
}
