using System.Text.Json.Nodes;
using Amazon.KeyManagementService.Model;

namespace Scenarios;

/// <summary>Preflight: what Doctor finds, and what it has asked.</summary>
internal sealed partial class Estate
{
    public const string Preflight = "Doctor";

    /// <summary>Doctor as its schedule runs it.</summary>
    public async Task<JsonObject> Doctor() => (await Report(Source, Preflight)).AsObject();

    /// <summary>What Doctor finds: check, what, value and fix, one line each.</summary>
    public async Task<IReadOnlyList<string>> Findings() => Findings(await Doctor());

    public static IReadOnlyList<string> Findings(JsonObject report) =>
        [
            .. report["findings"]!
                .AsArray()
                .Select(f => $"{f!["check"]}: {f["what"]} | {f["value"]} | {f["fix"]}"),
        ];

    /// <summary>What Doctor could not prove: check, what and why, one line each.</summary>
    public static IReadOnlyList<string> Open(JsonObject report) =>
        [.. report["notProven"]!.AsArray().Select(u => $"{u!["check"]}: {u["what"]}: {u["why"]}")];

    /// <summary>A canary of the source Region comes, as every hour.</summary>
    public async Task CanaryComes()
    {
        await Local(
            "run-schedule",
            new JsonObject
            {
                ["name"] = $"snapshot-relay-canary",
                ["accountId"] = Source,
                ["region"] = SourceRegion,
            }
        );
        await RunUntilIdle();
    }

    /// <summary>A relay that works: a database whose snapshot was relayed, and a canary of this hour.</summary>
    public static async Task<Estate> Healthy(
        string mode = "copy",
        Func<Deployment, Deployment>? deploy = null
    )
    {
        var estate = await WithDatabase(mode, deploy: deploy);
        await estate.RelayedCopy();
        await estate.CanaryComes();
        return estate;
    }

    /// <summary>An administrator gives a key another policy.</summary>
    public async Task PutKeyPolicy(string key, params string[] statements)
    {
        using var kms = Kms(key.Split(':')[4], key.Split(':')[3]);
        await kms.PutKeyPolicyAsync(
            new PutKeyPolicyRequest
            {
                KeyId = key,
                PolicyName = "default",
                Policy = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""",
            }
        );
    }

    /// <summary>The statement with which a key's account keeps it.</summary>
    public static string Root(string account) =>
        $$"""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Action":"kms:*","Resource":"*"}""";
}
