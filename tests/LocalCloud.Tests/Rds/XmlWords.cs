using System.Xml.Linq;

namespace LocalCloud.Tests.Rds;

internal static class XmlWords
{
    /// <summary>A child's text, or null when there is no such child.</summary>
    public static string? Text(this XElement element, string name) => element.Element(name)?.Value;

    /// <summary>key=value of each tag.</summary>
    public static string[] Tags(this XElement element) =>
        [.. element.Element("TagList")!.Elements("Tag").Select(t => $"{t.Text("Key")}={t.Text("Value")}")];

    /// <summary>Who a snapshot is shared with, as the reply to Modify… or Describe…Attribute(s) has it.</summary>
    public static string[] Accounts(this XElement result)
    {
        var attribute = result
            .Descendants()
            .Single(e => e.Name.LocalName.EndsWith("SnapshotAttribute", StringComparison.Ordinal));
        attribute.Text("AttributeName").ShouldBe("restore");
        return [.. attribute.Element("AttributeValues")!.Elements("AttributeValue").Select(v => v.Value)];
    }

    /// <summary>Tags as request parameters.</summary>
    public static (string, string)[] AsTags(this IEnumerable<(string Key, string Value)> tags) =>
        [
            .. tags.SelectMany(
                (t, i) => new[] { ($"Tags.Tag.{i + 1}.Key", t.Key), ($"Tags.Tag.{i + 1}.Value", t.Value) }
            ),
        ];
}
