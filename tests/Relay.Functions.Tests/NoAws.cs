using Relay.Aws;

namespace Relay.Functions.Tests;

/// <summary>An AWS that must not be asked.</summary>
internal sealed class NoAws
    : ISnapshots,
        IShares,
        ISnapshotLists,
        IOptionGroups,
        IVaults,
        IKeys,
        IRoles,
        IExecutions,
        IPolicies,
        IQuotas
{
    private static InvalidOperationException Asked => new("AWS was asked, though the input is bad.");

    public Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot) => throw Asked;

    public Task<IReadOnlyList<Tag>> DatabaseTags(Place place, SnapshotFacts snapshot) => throw Asked;

    public Task<IReadOnlyList<CopyFacts>> FindCopies(Place place, CopyOrder order) => throw Asked;

    public Task<CopyFacts?> Look(Place place, CopyProgress copy) => throw Asked;

    public Task<IReadOnlyList<SnapshotFacts>> Own(Place place, DateTimeOffset? since = null) => throw Asked;

    public Task<IReadOnlyList<SnapshotFacts>> SharedWithCaller(Place place) => throw Asked;

    public Task<bool> IsShared(Place place, SnapshotArn snapshot, AccountId account) => throw Asked;

    public Task SetTag(Place place, SnapshotArn snapshot, Tag tag) => throw Asked;

    public Task RemoveTag(Place place, SnapshotArn snapshot, string key) => throw Asked;

    public Task<CopyAnswer> Copy(Place place, CopyOrder order) => throw Asked;

    public Task Share(Place place, SnapshotArn snapshot, AccountId account) => throw Asked;

    public Task StopSharing(Place place, SnapshotArn snapshot, AccountId account) => throw Asked;

    public Task<OptionGroupFacts?> Find(Place place, string name) => throw Asked;

    public Task<VaultFacts?> Find(Place place, VaultArn vault) => throw Asked;

    public Task<bool> CrossAccountBackup(Place place) => throw Asked;

    public Task<KeyLookup> Look(Place place, string key) => throw Asked;

    public Task CheckAssumable(Actor actor) => throw Asked;

    public Task<bool> Start(string name, string input) => throw Asked;

    public Task<IReadOnlyList<ExecutionFacts>> Running() => throw Asked;

    public Task<ExecutionReport?> Find(string name) => throw Asked;

    public Task<LastStep?> LastStep(string executionArn) => throw Asked;

    public Task<string> OfKey(Place place, KeyArn key) => throw Asked;

    public Task<string?> OfVault(Place place, VaultArn vault) => throw Asked;

    public Task<IReadOnlyList<QuotaFacts>> ManualSnapshots(Place place) => throw Asked;
}
