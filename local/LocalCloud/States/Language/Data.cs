using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>A document between states: written as text once, for the history and for its size.</summary>
/// <param name="value">Never changed once it is here; who builds on it clones it.</param>
/// <param name="text">The text it was read from, if any.</param>
internal sealed class Data(JsonNode? value, string? text = null)
{
    /// <summary>Step Functions Developer Guide, Service quotas: the most bytes of a state's input or output.</summary>
    public const int Limit = 262_144;

    private string? _text = text;

    public JsonNode? Value => value;

    public string Text => _text ??= Json.Text(value);

    public bool IsTooLarge => Json.Size(Text) > Limit;
}
