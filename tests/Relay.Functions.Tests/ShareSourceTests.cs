using Relay.Aws;

namespace Relay.Functions.Tests;

/// <summary>Sharing a source snapshot while another relay of it ends.</summary>
public sealed class ShareSourceTests
{
    private static readonly SnapshotArn Snapshot = SnapshotArn.Parse(
        "arn:aws:rds:eu-west-1:111111111111:snapshot:orders"
    );
    private static readonly DateTimeOffset Time = new(2026, 11, 20, 3, 5, 0, TimeSpan.Zero);
    private static readonly Tag Intent = Sharing.Intent(Adapters.Some.Dr);

    [Fact]
    public async Task A_share_of_the_relays_keeps_its_tag_when_another_relays_end_takes_it_away_meanwhile()
    {
        var rds = new OneSnapshot { Tags = { Intent } };
        // The other relay has withdrawn its share before this one's, and removes the tag after it.
        rds.WhenShared = () => rds.Tags.Clear();
        await Share(rds);
        rds.Shared.ShouldBeTrue();
        rds.Tags.ShouldBe([Intent], "without its tag nobody would withdraw it");
    }

    [Fact]
    public async Task A_person_s_share_gets_no_tag()
    {
        var rds = new OneSnapshot { Shared = true };
        await Share(rds);
        rds.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_tag_comes_before_the_share()
    {
        var rds = new OneSnapshot();
        var before = new List<Tag>();
        rds.WhenShared = () => before.AddRange(rds.Tags);
        await Share(rds);
        before.ShouldBe([Intent]);
        rds.Tags.ShouldBe([Intent]);
    }

    private static Task<RelayDocument> Share(OneSnapshot rds)
    {
        var nobody = new NoAws();
        var ports = new RelayPorts(
            Adapters.Some.Settings,
            new Dictionary<SnapshotKind, KindPorts> { [SnapshotKind.Instance] = KindPorts.Of(rds) },
            nobody,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody
        );
        return new ShareSource(ports).HandleAsync(
            new StepInput(
                Time,
                new ExecutionFacts("e", Time),
                new RelayDocument
                {
                    SnapshotArn = Snapshot,
                    Source = SourceSnapshot.From(rds.Facts),
                    Plan = new RelayPlan(Route.DirectToAccount, "Because.", CopyName: "copy"),
                }
            )
        );
    }

    private sealed class OneSnapshot : ISnapshots, IShares, ISnapshotLists
    {
        public Task<IReadOnlyList<SnapshotFacts>> Own(Place place, DateTimeOffset? since = null) =>
            throw NotAsked;

        public Task<IReadOnlyList<SnapshotFacts>> SharedWithCaller(Place place) => throw NotAsked;

        public List<Tag> Tags { get; } = [];

        public bool Shared { get; set; }

        public Action WhenShared { get; set; } = () => { };

        public SnapshotFacts Facts =>
            new(
                Snapshot,
                "available",
                100,
                Time,
                "manual",
                "orders",
                "postgres",
                "16.4",
                100,
                true,
                null,
                null,
                [.. Tags]
            );

        public Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot) =>
            Task.FromResult<SnapshotFacts?>(Facts);

        public Task<bool> IsShared(Place place, SnapshotArn snapshot, AccountId account) =>
            Task.FromResult(Shared);

        public Task SetTag(Place place, SnapshotArn snapshot, Tag tag)
        {
            Tags.Remove(tag);
            Tags.Add(tag);
            return Task.CompletedTask;
        }

        public Task Share(Place place, SnapshotArn snapshot, AccountId account)
        {
            Shared = true;
            WhenShared();
            return Task.CompletedTask;
        }

        public Task RemoveTag(Place place, SnapshotArn snapshot, string key) => throw NotAsked;

        public Task StopSharing(Place place, SnapshotArn snapshot, AccountId account) => throw NotAsked;

        public Task<IReadOnlyList<Tag>> DatabaseTags(Place place, SnapshotFacts snapshot) => throw NotAsked;

        public Task<IReadOnlyList<CopyFacts>> FindCopies(Place place, CopyOrder order) => throw NotAsked;

        public Task<CopyAnswer> Copy(Place place, CopyOrder order) => throw NotAsked;

        public Task<CopyFacts?> Look(Place place, CopyProgress copy) => throw NotAsked;

        private static InvalidOperationException NotAsked => new("Sharing does not ask for this.");
    }
}
