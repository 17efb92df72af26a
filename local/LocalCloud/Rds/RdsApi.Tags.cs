using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement>? AddTags(AwsCall call, QueryInput input)
    {
        var added = ReadTags(input);
        var tags = TagsOf(call, input, added);
        List<RdsTag> all = [.. tags.Where(t => added.All(a => a.Key != t.Key)), .. added];
        RdsRules.Tags(all);
        tags.Clear();
        tags.AddRange(all);
        return null;
    }

    private IEnumerable<XElement>? RemoveTags(AwsCall call, QueryInput input)
    {
        var keys = input.List("TagKeys", "member");
        TagsOf(call, input).RemoveAll(t => keys.Contains(t.Key, StringComparer.Ordinal));
        return null;
    }

    private IEnumerable<XElement> ListTags(AwsCall call, QueryInput input) => [Xml(TagsOf(call, input))];

    private List<RdsTag> TagsOf(AwsCall call, QueryInput input, IReadOnlyList<RdsTag>? requested = null)
    {
        var name = input.Required("ResourceName");
        var arn = RdsArn.Parse(name) ?? throw RdsErrors.BadArn(name);
        Authorise(call, arn, requested);
        return arn.Kind switch
        {
            "db" => Own(call, _state.Instance(arn))?.Tags ?? throw RdsErrors.InstanceNotFound(name),
            "snapshot" => Own(call, _state.Snapshot(arn))?.Tags ?? throw RdsErrors.SnapshotNotFound(name),
            var other => throw new AwsError(
                "NotSimulated",
                $"The local cloud does not simulate tags of {other} resources.",
                501
            ),
        };
    }
}
