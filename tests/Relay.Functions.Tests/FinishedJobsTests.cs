using Relay.Aws;

namespace Relay.Functions.Tests;

/// <summary>A copy job that has ended well, whatever has become of its copy since.</summary>
public sealed class FinishedJobsTests
{
    private static readonly SnapshotArn Point = SnapshotArn.Parse(
        "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1"
    );
    private static readonly SnapshotArn CopyArn = SnapshotArn.Parse(
        "arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-1"
    );
    private static readonly DateTimeOffset Time = new(2026, 11, 20, 3, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("COMPLETED", 35, false)]
    [InlineData("COMPLETED", 400, false)]
    [InlineData("COMPLETED", 0, false)]
    [InlineData("COMPLETED", 7, true)]
    [InlineData("EXPIRED", 35, true)]
    [InlineData("DELETING", 35, true)]
    [InlineData(null, 35, true)]
    public async Task A_copy_that_is_gone_or_goes_too_soon_is_made_again(string? now, int days, bool again)
    {
        var backup = new OneJob { Now = now is null ? null : Facts(CopyArn, now, days) };
        var nobody = new NoAws();
        var ports = new RelayPorts(
            Adapters.Some.Settings,
            new Dictionary<SnapshotKind, KindPorts>(),
            backup,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody,
            nobody
        );

        var relay = await new CopyToAccount(ports).HandleAsync(
            new StepInput(
                Time,
                new ExecutionFacts("e", Time),
                new RelayDocument
                {
                    SnapshotArn = Point,
                    Source = SourceSnapshot.From(Facts(Point, "COMPLETED", 35)),
                    Plan = new RelayPlan(Route.BackupCopyJob, "Because.", CopyName: "copy")
                    {
                        Means = CopyMeans.CopyJob,
                        RetentionDays = 35,
                        AccountVaultArn = Adapters.Some.AccountVault,
                    },
                }
            )
        );

        backup.Ordered.ShouldBe(again ? ["copy-r1"] : []);
        relay.AccountCopy!.JobId.ShouldBe(again ? "second" : "first");
        (relay.Wait is null).ShouldBe(!again);
    }

    private static SnapshotFacts Facts(SnapshotArn arn, string status, int days) =>
        new(arn, status, 100, Time, "awsbackup", "orders", "mysql", "8.4", 100, true, null, null, [])
        {
            RecoveryPoint = new RecoveryPointFacts(
                "prod",
                "RDS",
                "arn:aws:rds:eu-west-1:111111111111:db:orders",
                days == 0 ? null : Time.AddDays(days),
                CreatedAt: Time
            ),
        };

    private sealed class OneJob : ISnapshots
    {
        public SnapshotFacts? Now { get; init; }

        public List<string> Ordered { get; } = [];

        public Task<IReadOnlyList<CopyFacts>> FindCopies(Place place, CopyOrder order) =>
            Task.FromResult<IReadOnlyList<CopyFacts>>([
                new(CopyArn, "copy", "COMPLETED", SnapshotState.Available, 100, order.Tags, "first"),
            ]);

        public Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot)
        {
            (place.Actor, snapshot).ShouldBe((Actor.Reader, CopyArn));
            return Task.FromResult(Now);
        }

        public Task<CopyAnswer> Copy(Place place, CopyOrder order)
        {
            Ordered.Add(order.Name);
            return Task.FromResult<CopyAnswer>(
                new CopyAnswer.Accepted(
                    new(null, order.Name, "CREATED", SnapshotState.InProgress, 0, order.Tags, "second")
                )
            );
        }

        public Task<IReadOnlyList<Tag>> DatabaseTags(Place place, SnapshotFacts snapshot) => throw NotAsked;

        public Task<CopyFacts?> Look(Place place, CopyProgress copy) => throw NotAsked;

        private static InvalidOperationException NotAsked => new("A copy step does not ask for this.");
    }
}
