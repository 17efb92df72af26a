using System.Text.RegularExpressions;
using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>What a KeyId parameter means: a key or an alias, in an account and a Region.</summary>
/// <param name="AccountId">The caller's account, or the ARN's.</param>
/// <param name="Region">The Region of the call.</param>
/// <param name="Id">A key id, or an alias name with its <c>alias/</c>.</param>
internal sealed partial record KeyReference(string AccountId, string Region, string Id)
{
    public const string AliasPrefix = "alias/";

    public bool IsAlias => Id.StartsWith(AliasPrefix, StringComparison.Ordinal);

    public string Arn =>
        IsAlias ? KmsAlias.ArnOf(AccountId, Region, Id) : KmsKey.ArnOf(AccountId, Region, Id);

    /// <summary>Reads a key id, key ARN, alias name or alias ARN. The texts are recorded replies, the one for a malformed ARN is not.</summary>
    /// <exception cref="AwsError">NotFoundException (also for an ARN of another Region), InvalidArnException.</exception>
    public static KeyReference Parse(string text, string accountId, string region)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return text.StartsWith(AliasPrefix, StringComparison.Ordinal) || KeyId.IsMatch(text)
                ? new KeyReference(accountId, region, text)
                : throw new AwsError("NotFoundException", $"Invalid keyId '{text}'");
        }

        if (
            text.Split(':', 6)
                is not ["arn", "aws", "kms", var arnRegion, { Length: 12 } account, var resource]
            || Name(resource) is not { } id
        )
        {
            throw new AwsError("InvalidArnException", $"Invalid arn {text}");
        }

        return arnRegion == region
            ? new KeyReference(account, region, id)
            : throw new AwsError("NotFoundException", $"Invalid arn {arnRegion}");
    }

    /// <summary>What AWS answers when the named thing is not there.</summary>
    public AwsError NotFound() =>
        new("NotFoundException", IsAlias ? $"Alias {Arn} is not found." : $"Key '{Arn}' does not exist");

    private static string? Name(string resource) =>
        resource.StartsWith("key/", StringComparison.Ordinal) ? resource["key/".Length..]
        : resource.StartsWith(AliasPrefix, StringComparison.Ordinal) ? resource
        : null;

    [GeneratedRegex(
        "^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex KeyId { get; }
}
