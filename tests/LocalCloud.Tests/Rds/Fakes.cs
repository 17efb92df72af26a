using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Rds;

/// <summary>Keys that exist, and who may use them. Notes what RDS asks.</summary>
internal sealed class FakeKeys : IKeys
{
    private readonly Dictionary<string, string[]> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    /// <summary>Key as given @ Region, in the order of the questions.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Makes a key that its owner and the given accounts may use; returns its ARN.</summary>
    public string Add(string accountId, string region, string id, params string[] others)
    {
        var arn = $"arn:aws:kms:{region}:{accountId}:key/{id}";
        _users[arn] = [accountId, .. others];
        return arn;
    }

    public void Disable(string arn) => _users.Remove(arn);

    public void CreateAlias(string accountId, string region, string alias, string keyArn) =>
        _aliases[$"{accountId}/{region}/{alias}"] = keyArn;

    public KeyUse? UseThroughRds(AwsCall call, string key, string region)
    {
        Asked.Add($"{key} @ {region}");
        var account = call.Caller.AccountId;
        var arn =
            key.StartsWith("arn:", StringComparison.Ordinal) ? key
            : key.StartsWith("alias/", StringComparison.Ordinal)
                ? _aliases.GetValueOrDefault($"{account}/{region}/{key}", "")
            : $"arn:aws:kms:{region}:{account}:key/{key}";
        var usable =
            arn.Split(':') is [_, _, _, var home, ..]
            && home == region
            && _users.GetValueOrDefault(arn, []).Contains(account, StringComparer.Ordinal);
        return usable ? new KeyUse(arn, arn.EndsWith("aws-rds", StringComparison.Ordinal)) : null;
    }

    public string DefaultRdsKey(string accountId, string region)
    {
        var arn = Add(accountId, region, "aws-rds");
        CreateAlias(accountId, region, "alias/aws/rds", arn);
        return arn;
    }

    public string CreateKey(
        string accountId,
        string region,
        JsonObject policy,
        string description,
        bool rotation
    ) => throw new NotSupportedException();
}

/// <summary>Keeps what was emitted.</summary>
internal sealed class FakeEvents : IEvents
{
    public List<JsonObject> Emitted { get; } = [];

    public void Emit(string accountId, string region, JsonObject envelope)
    {
        envelope["account"]!.GetValue<string>().ShouldBe(accountId);
        envelope["region"]!.GetValue<string>().ShouldBe(region);
        Emitted.Add(envelope);
    }

    public string CreateBus(string accountId, string region, string name) =>
        throw new NotSupportedException();

    public void PutBusPolicy(string busArn, JsonObject policy) => throw new NotSupportedException();

    public string PutRule(
        string accountId,
        string region,
        string busName,
        string ruleName,
        JsonObject pattern,
        IReadOnlyList<EventTarget> targets
    ) => throw new NotSupportedException();
}

/// <summary>Fails the copies that a test names, or has them stand still.</summary>
internal sealed class FakeFaults : ICopyFaults
{
    public Dictionary<string, int> Percents { get; } = new(StringComparer.Ordinal);

    public int? FailsAtPercent(string accountId, string region, string identifier) =>
        Percents.TryGetValue(identifier, out var percent) ? percent : null;

    public Dictionary<string, (int Percent, TimeSpan For)> Stalled { get; } = new(StringComparer.Ordinal);

    public (int Percent, TimeSpan For)? Stalls(string accountId, string region, string identifier) =>
        Stalled.TryGetValue(identifier, out var stall) ? stall : null;
}
