using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Relay;

/// <summary>An AWS account: twelve digits.</summary>
[JsonConverter(typeof(TextConverter<AccountId>))]
public sealed partial record AccountId : IText<AccountId>
{
    private readonly string _text;

    private AccountId(string text) => _text = text;

    /// <inheritdoc/>
    public static AccountId Parse(string text) =>
        Pattern().IsMatch(text)
            ? new AccountId(text)
            : throw new FormatException(
                $"{Shown.Value(text)} is not an AWS account: expected twelve digits, like 111111111111."
            );

    /// <inheritdoc/>
    public override string ToString() => _text;

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex Pattern();
}

/// <summary>An AWS Region, like eu-west-1.</summary>
[JsonConverter(typeof(TextConverter<Region>))]
public sealed partial record Region : IText<Region>
{
    private readonly string _text;

    private Region(string text) => _text = text;

    /// <summary>aws, aws-cn or aws-us-gov: the first part of every ARN in this Region.</summary>
    public string Partition =>
        _text.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : _text.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    /// <inheritdoc/>
    public static Region Parse(string text) =>
        Pattern().IsMatch(text)
            ? new Region(text)
            : throw new FormatException(
                $"{Shown.Value(text)} is not an AWS Region: expected one like eu-west-1."
            );

    /// <inheritdoc/>
    public override string ToString() => _text;

    [GeneratedRegex(@"^[a-z]{2,3}(-[a-z]+){1,3}-[0-9]{1,2}\z")]
    private static partial Regex Pattern();
}

/// <summary>The ARN of a KMS key: <c>arn:aws:kms:REGION:ACCOUNT:key/ID</c>. Aliases are not keys: they are resolved first.</summary>
[JsonConverter(typeof(TextConverter<KeyArn>))]
public sealed partial record KeyArn(Region Region, AccountId Account, string Id) : IText<KeyArn>
{
    /// <inheritdoc/>
    public static KeyArn Parse(string text) =>
        Pattern().Match(text) is { Success: true } match
            ? new KeyArn(
                Region.Parse(match.Groups["region"].Value),
                AccountId.Parse(match.Groups["account"].Value),
                match.Groups["id"].Value
            )
            : throw new FormatException(
                $"{Shown.Value(text)} is not a KMS key: expected a key ARN like arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab."
            );

    /// <inheritdoc/>
    public override string ToString() => $"arn:{Region.Partition}:kms:{Region}:{Account}:key/{Id}";

    [GeneratedRegex(@"^arn:aws[a-z-]*:kms:(?<region>[^:]+):(?<account>[^:]+):key/(?<id>[A-Za-z0-9-]+)\z")]
    private static partial Regex Pattern();
}

/// <summary>The ARN of an IAM role: <c>arn:aws:iam::ACCOUNT:role/PATH/NAME</c>.</summary>
public sealed partial record RoleArn : IText<RoleArn>
{
    private readonly string _text;

    private RoleArn(string text) => _text = text;

    /// <inheritdoc/>
    public static RoleArn Parse(string text) =>
        Pattern().IsMatch(text)
            ? new RoleArn(text)
            : throw new FormatException(
                $"{Shown.Value(text)} is not an IAM role: expected an ARN like arn:aws:iam::222222222222:role/snapshot-relay/snapshot-relay/snapshot-relay-copier."
            );

    /// <inheritdoc/>
    public override string ToString() => _text;

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+\z")]
    private static partial Regex Pattern();
}
