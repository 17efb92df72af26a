using Amazon.RDS.Model;

namespace Relay.Aws;

/// <summary>Looks at option groups.</summary>
public interface IOptionGroups
{
    /// <summary>An option group by its name; null when there is none of that name in the Region.</summary>
    Task<OptionGroupFacts?> Find(Place place, string name);
}

/// <inheritdoc cref="IOptionGroups"/>
public sealed class OptionGroups(AwsConnection aws) : IOptionGroups
{
    /// <inheritdoc/>
    public Task<OptionGroupFacts?> Find(Place place, string name) =>
        AwsCall.Make<OptionGroupFacts?>(
            $"DescribeOptionGroups of {name} in {place}",
            error => error.ErrorCode == "OptionGroupNotFoundFault",
            async () =>
            {
                var reply = await aws.Rds(place)
                    .DescribeOptionGroupsAsync(new DescribeOptionGroupsRequest { OptionGroupName = name });
                return reply.OptionGroupsList is [var found, ..] ? Facts(found) : null;
            },
            null
        );

    private static OptionGroupFacts Facts(OptionGroup group) =>
        new(
            group.OptionGroupName,
            group.EngineName,
            group.MajorEngineVersion,
            [
                .. (group.Options ?? []).Select(o => new OptionFacts(
                    o.OptionName,
                    o.Persistent ?? false,
                    o.Permanent ?? false
                )),
            ]
        );
}
