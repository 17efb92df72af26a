using System.Text;
using System.Xml.Linq;

namespace LocalCloud.Kernel;

/// <summary>The replies of the AWS Query protocol, in XML; elements without namespace.</summary>
internal static class QueryXml
{
    /// <summary>What an operation answers.</summary>
    /// <param name="call">The call.</param>
    /// <param name="result">The content of <c>&lt;{Operation}Result&gt;</c>; null for an operation without result.</param>
    public static XElement Response(AwsCall call, IEnumerable<XElement>? result) =>
        new(
            call.Operation + "Response",
            result is null ? null : new XElement(call.Operation + "Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", call.RequestId))
        );

    /// <summary>An error.</summary>
    public static XElement Error(AwsError error, string requestId) =>
        new(
            "ErrorResponse",
            new XElement(
                "Error",
                new XElement("Type", error.Status < 500 ? "Sender" : "Receiver"),
                new XElement("Code", error.Code),
                new XElement("Message", error.Message)
            ),
            new XElement("RequestId", requestId)
        );

    /// <summary>A page as a reply.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="page">Its elements, which come into the namespace.</param>
    /// <param name="space">The service's namespace; null for a reply of no service.</param>
    /// <param name="declared">Whether an XML declaration comes first.</param>
    public static AwsReply Reply(int status, XElement page, XNamespace? space = null, bool declared = false)
    {
        foreach (var element in page.DescendantsAndSelf())
        {
            element.Name = (space ?? XNamespace.None) + element.Name.LocalName;
        }

        var text = page.ToString(SaveOptions.DisableFormatting);
        return new AwsReply(
            status,
            "text/xml",
            Encoding.UTF8.GetBytes(declared ? $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}" : text)
        );
    }
}
