using System.Text.RegularExpressions;

namespace Relay;

/// <summary>
/// A KMS key as a person may give it, in any of the forms that AWS's <c>KmsKeyId</c> takes: key ARN, key id, alias name,
/// alias ARN (KMS API reference, DescribeKey). KMS resolves it, in the Region where it is asked.
/// </summary>
public sealed partial record KeyReference : IText<KeyReference>
{
    private readonly string _text;

    private KeyReference(string text) => _text = text;

    /// <summary>The Region that an ARN names; null for an id or an alias name.</summary>
    public Region? Region =>
        _text.Split(':') is ["arn", _, _, var region, ..] ? Relay.Region.Parse(region) : null;

    /// <summary>The account that an ARN names; null for an id or an alias name.</summary>
    public AccountId? Account =>
        _text.Split(':') is ["arn", _, _, _, var account, ..] ? AccountId.Parse(account) : null;

    /// <summary>The id of a multi-Region key (<c>mrk-…</c>), the same in all its Regions; null for any other key, and for an alias.</summary>
    public string? MultiRegionId =>
        _text[(_text.LastIndexOf('/') + 1)..] is var id
        && id.StartsWith("mrk-", StringComparison.Ordinal)
        && !_text.Contains("alias/", StringComparison.Ordinal)
            ? id
            : null;

    /// <inheritdoc/>
    public static KeyReference Parse(string text) =>
        Pattern().IsMatch(text)
            ? new KeyReference(text)
            : throw new FormatException(
                $"{Shown.Value(text)} is not a KMS key: expected a key ARN, a key id, an alias name or an alias ARN, like arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab or alias/snapshot-relay."
            );

    /// <inheritdoc/>
    public override string ToString() => _text;

    [GeneratedRegex(
        @"^(arn:aws[a-z-]*:kms:[a-z]{2,3}(-[a-z]+){1,3}-[0-9]{1,2}:[0-9]{12}:key/[A-Za-z0-9-]+|(arn:aws[a-z-]*:kms:[a-z]{2,3}(-[a-z]+){1,3}-[0-9]{1,2}:[0-9]{12}:)?alias/[A-Za-z0-9/_-]+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\z"
    )]
    private static partial Regex Pattern();
}
