using System.Text.Json.Nodes;

namespace LocalCloud.Kms;

/// <summary>Keys and aliases as KMS writes them; members that do not apply are left out (recorded replies).</summary>
internal static class KmsWire
{
    public static JsonObject Metadata(KmsKey key, IReadOnlyList<KmsKey> family)
    {
        var json = new JsonObject
        {
            ["AWSAccountId"] = key.AccountId,
            ["KeyId"] = key.Id,
            ["Arn"] = key.Arn,
            ["CreationDate"] = Time(key.CreationDate),
            ["Enabled"] = key.State == KeyState.Enabled,
            ["Description"] = key.Description,
            ["KeyUsage"] = key.Usage,
            ["KeyState"] = key.State.ToString(),
            ["Origin"] = key.Origin,
            ["KeyManager"] = key.AwsManaged ? "AWS" : "CUSTOMER",
            ["KeySpec"] = key.Spec.Name,
            [AlgorithmsMember(key.Usage)] = Strings(key.Spec.AlgorithmsByUsage[key.Usage]),
            ["MultiRegion"] = key.PrimaryRegion is not null,
        };
        if (key.Spec.HasDeprecatedName)
        {
            json["CustomerMasterKeySpec"] = key.Spec.Name;
        }

        if (key.DeletionDate is { } date)
        {
            json["DeletionDate"] = Time(date);
        }

        if (key is { State: KeyState.PendingReplicaDeletion, PendingWindow: { } days })
        {
            json["PendingDeletionWindowInDays"] = days;
        }

        if (key.PrimaryRegion is { } primary)
        {
            json["MultiRegionConfiguration"] = MultiRegion(key, primary, family);
        }

        return json;
    }

    public static JsonObject Alias(KmsAlias alias) =>
        new()
        {
            ["AliasName"] = alias.Name,
            ["AliasArn"] = alias.Arn,
            ["TargetKeyId"] = alias.Key.Id,
            ["CreationDate"] = Time(alias.CreationDate),
            ["LastUpdatedDate"] = Time(alias.CreationDate),
        };

    public static JsonArray Tags(IEnumerable<KeyTag> tags) =>
        [.. tags.Select(t => new JsonObject { ["TagKey"] = t.Key, ["TagValue"] = t.Value })];

    /// <summary>Seconds since 1970.</summary>
    public static double Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static JsonObject MultiRegion(KmsKey key, string primaryRegion, IReadOnlyList<KmsKey> family) =>
        new()
        {
            ["MultiRegionKeyType"] = key.IsPrimary ? "PRIMARY" : "REPLICA",
            ["PrimaryKey"] = Place(KmsKey.ArnOf(key.AccountId, primaryRegion, key.Id), primaryRegion),
            ["ReplicaKeys"] = new JsonArray([
                .. family.Where(k => !k.IsPrimary).Select(k => Place(k.Arn, k.Region)),
            ]),
        };

    private static JsonObject Place(string arn, string region) =>
        new() { ["Arn"] = arn, ["Region"] = region };

    private static string AlgorithmsMember(string usage) =>
        usage switch
        {
            "SIGN_VERIFY" => "SigningAlgorithms",
            "GENERATE_VERIFY_MAC" => "MacAlgorithms",
            "KEY_AGREEMENT" => "KeyAgreementAlgorithms",
            _ => "EncryptionAlgorithms",
        };

    private static JsonArray Strings(IEnumerable<string> values) =>
        [.. values.Select(v => JsonValue.Create(v))];
}
