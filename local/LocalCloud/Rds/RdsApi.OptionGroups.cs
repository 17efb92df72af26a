using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> CreateOptionGroup(AwsCall call, QueryInput input)
    {
        var name = RdsRules.NewOptionGroup(input.Required("OptionGroupName"));
        var engine = input.Required("EngineName").ToLowerInvariant();
        _ = RdsRules.InstanceEngine(engine);
        if (ReadTags(input).Count > 0)
        {
            throw RdsErrors.NotSimulated("tags of option groups");
        }

        var arn = RdsArn.OptionGroup(call.Caller.AccountId, call.Region, name);
        var group = new RdsOptionGroup(
            arn,
            engine,
            input.Required("MajorEngineVersion"),
            input.Required("OptionGroupDescription")
        );
        Authorise(call, arn);
        if (_state.OptionGroup(arn) is not null)
        {
            throw RdsErrors.OptionGroupExists(name);
        }

        _state.Add(group);
        return [Xml(group)];
    }

    /// <summary>Those that somebody made; of the default ones only the one that is named.</summary>
    private IEnumerable<XElement> DescribeOptionGroups(AwsCall call, QueryInput input)
    {
        var name = input.Optional("OptionGroupName");
        var engine = input.Optional("EngineName");
        var version = input.Optional("MajorEngineVersion");
        RdsRules.OptionGroupQuery(name, engine, version);
        var (account, region) = (call.Caller.AccountId, call.Region);
        Authorise(call, RdsArn.OptionGroup(account, region, name ?? "*"));
        var found = name is not null
            ? [NamedOptionGroup(RdsArn.OptionGroup(account, region, name), name)]
            : _state.OptionGroups.Where(g => g.Arn.IsIn(account, region));
        var filtered = found
            .Where(g => engine is null || g.Engine == engine)
            .Where(g => version is null || g.MajorEngineVersion == version);
        var page = RdsPage<RdsOptionGroup>.Of(input, filtered, g => g.Arn.ToString());
        return [new XElement("OptionGroupsList", page.Items.Select(Xml)), .. page.Marker];
    }

    private IEnumerable<XElement> ModifyOptionGroup(AwsCall call, QueryInput input)
    {
        var name = input.Required("OptionGroupName");
        var arn = RdsArn.OptionGroup(call.Caller.AccountId, call.Region, name);
        Authorise(call, arn);
        var group = _state.OptionGroup(arn) ?? throw RdsErrors.OptionGroupNotFound(name);
        var removed = input.List("OptionsToRemove", "member");
        RdsRules.RemoveOptions(group, removed);
        foreach (var option in removed)
        {
            group.Options.Remove(option);
        }

        foreach (var prefix in input.Structures("OptionsToInclude", "OptionConfiguration"))
        {
            var option = RdsOption.Of(group.Engine, input.Required(prefix + ".OptionName"));
            group.Options[option.Name] = option;
        }

        return [Xml(group)];
    }

    // A default option group exists as soon as it is named (RDS User Guide, Working with option groups).
    private RdsOptionGroup NamedOptionGroup(RdsArn arn, string given) =>
        _state.OptionGroup(arn)
        ?? RdsEngine.OptionGroupByDefault(arn)
        ?? throw RdsErrors.OptionGroupNotFound(given);

    private static XElement Xml(RdsOptionGroup group) =>
        new(
            "OptionGroup",
            Text("OptionGroupName", group.Arn.Identifier),
            Text("OptionGroupDescription", group.Description),
            Text("EngineName", group.Engine),
            Text("MajorEngineVersion", group.MajorEngineVersion),
            new XElement(
                "Options",
                group.Options.Values.Select(o => new XElement(
                    "Option",
                    Text("OptionName", o.Name),
                    Text("Persistent", o.Persistent),
                    Text("Permanent", o.Permanent)
                ))
            ),
            Text("AllowsVpcAndNonVpcInstanceMemberships", value: true),
            Text("OptionGroupArn", group.Arn)
        );
}
