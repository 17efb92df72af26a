using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.KeyManagementService.Model;
using LocalCloud.Kernel;

namespace Scenarios;

/// <summary>
/// What the IAM check (tests/verify) judges: every authorisation that a scenario needed, with what it was deployed with. Kept when
/// CALL_LOG names a file: one JSON line for each estate.
/// </summary>
internal static class Evidence
{
    private static readonly Lock Writing = new();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Appends the estate's authorisations, each kind once, and the policies of the keys that they are about.</summary>
    public static async Task KeepAsync(Estate estate)
    {
        if (Environment.GetEnvironmentVariable("CALL_LOG") is not { Length: > 0 } file)
        {
            return;
        }

        var calls = Calls(estate);
        // Where a Region was lost, its keys must answer again.
        estate.Cloud.Faults.Clear();
        var settings = estate.Relay.Settings;
        var line = JsonSerializer.Serialize(
            new
            {
                deployment = new
                {
                    settings.RelayName,
                    settings.SourceAccountId,
                    settings.DrAccountId,
                    settings.DrRegion,
                    settings.SourceRegions,
                    settings.ExternalId,
                    GivenKey = settings.RegionKeyId,
                    Mode = settings.Mode ?? (settings.DrAccountId is null ? "region" : "copy"),
                    settings.OnlyShares,
                    settings.DirectToAccount,
                    settings.RecoveryPoints,
                    ResourceTypes = settings.Parameters.GetValueOrDefault("BackupResourceTypes"),
                    RegionKey = estate.Relay.RegionKeyArn,
                    AccountKey = estate.Relay.AccountKeyArn,
                },
                keyPolicies = await KeyPolicies(estate, [.. calls.Select(c => c.Resource).Distinct()]),
                calls,
            },
            Json
        );
        lock (Writing)
        {
            File.AppendAllText(file, line + "\n");
        }
    }

    private static List<Call> Calls(Estate estate)
    {
        lock (estate.Cloud.Agenda.Gate)
        {
            var errors = estate
                .Cloud.Requests.Requests.Where(r => r.ErrorCode is not null)
                .ToDictionary(r => r.RequestId, r => r.ErrorCode, StringComparer.Ordinal);
            return
            [
                .. estate
                    .Cloud.CallLog.Calls.Select(c => Call.Of(c, errors.GetValueOrDefault(c.RequestId)))
                    .DistinctBy(c => JsonSerializer.Serialize(c, Json)),
            ];
        }
    }

    private static async Task<Dictionary<string, JsonElement>> KeyPolicies(
        Estate estate,
        IReadOnlyList<string> resources
    )
    {
        var policies = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var key in resources.Where(r => r.Contains(":key/", StringComparison.Ordinal)))
        {
            var (region, account) = (key.Split(':')[3], key.Split(':')[4]);
            using var kms = estate.Kms(account, region);
            var reply = await kms.GetKeyPolicyAsync(
                new GetKeyPolicyRequest { KeyId = key, PolicyName = "default" }
            );
            policies[key] = JsonSerializer.Deserialize<JsonElement>(reply.Policy);
        }

        return policies;
    }

    private sealed record Call(
        string Caller,
        string AccountId,
        string Region,
        string Action,
        string Resource,
        IReadOnlyDictionary<string, string> Context,
        bool Implied,
        string? Error
    )
    {
        public static Call Of(LoggedCall c, string? error) =>
            new(c.Caller, c.AccountId, c.Region, c.Action, c.Resource, c.Context, c.Implied, error);
    }
}
