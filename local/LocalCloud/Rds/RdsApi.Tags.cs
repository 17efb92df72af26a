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
        TagsOf(call, input, keys: keys).RemoveAll(t => keys.Contains(t.Key, StringComparer.Ordinal));
        return null;
    }

    private IEnumerable<XElement> ListTags(AwsCall call, QueryInput input) => [Xml(TagsOf(call, input))];

    private List<RdsTag> TagsOf(
        AwsCall call,
        QueryInput input,
        IReadOnlyList<RdsTag>? requested = null,
        IReadOnlyList<string>? keys = null
    )
    {
        var name = input.Required("ResourceName");
        var arn = RdsArn.Parse(name) ?? throw RdsErrors.BadArn(name);
        Authorise(call, arn, requested, keys: keys);
        return RdsKind.Of(arn) is not { } kind ? throw RdsErrors.NotSimulated($"tags of {arn.Kind} resources")
            : arn.Kind == kind.DatabaseArn
                ? Own(call, _state.Database(arn))?.Tags ?? throw RdsErrors.DatabaseNotFound(kind, name)
            : Own(call, _state.Snapshot(arn))?.Tags ?? throw RdsErrors.SnapshotNotFound(kind, name);
    }
}
