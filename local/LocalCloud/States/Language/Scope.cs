using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>What paths are read from.</summary>
/// <param name="input">The state's data at this point.</param>
/// <param name="context">Makes the context object, if it is asked for.</param>
internal sealed class Scope(JsonNode? input, Func<JsonNode> context)
{
    private JsonNode? _context;

    public JsonNode? Input => input;

    public JsonNode Context => _context ??= context();
}
