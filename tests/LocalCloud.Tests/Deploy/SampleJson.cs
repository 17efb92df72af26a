using System.Text.Encodings.Web;
using System.Text.Json;

namespace LocalCloud.Tests.Deploy;

internal static class SampleJson
{
    /// <summary>Writes quotes, + and &lt; as they are.</summary>
    public static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
