using Amazon.RDS;
using Amazon.RDS.Model;
using AwsTag = Amazon.RDS.Model.Tag;

namespace Relay.Aws;

/// <summary>Tags, RDS's and ours.</summary>
internal static class RdsTags
{
    /// <summary>Ours, of what RDS lists.</summary>
    public static IReadOnlyList<Tag> Of(List<AwsTag>? tags) =>
        [.. (tags ?? []).Select(t => new Tag(t.Key, t.Value ?? ""))];

    /// <summary>RDS's.</summary>
    public static AwsTag ForAws(Tag tag) => new() { Key = tag.Key, Value = tag.Value };

    /// <summary>Those of any resource of RDS; none when it is gone.</summary>
    public static Task<IReadOnlyList<Tag>> OfResource(IAmazonRDS rds, string arn) =>
        RdsErrors.UnlessGone(
            $"ListTagsForResource of {arn}",
            async () =>
                Of(
                    (
                        await rds.ListTagsForResourceAsync(
                            new ListTagsForResourceRequest { ResourceName = arn }
                        )
                    ).TagList
                ),
            []
        );
}
