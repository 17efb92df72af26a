using System.Text;
using Relay.Aws;

namespace Relay.Functions.Tests;

/// <summary>The functions of a place that keeps copies, when something there does not answer as it should.</summary>
public sealed class KeepTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);
    private const string Key =
        "arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static KeepSettings Settings(DrAccountSettings? dr = null) =>
        new(
            "snapshot-relay",
            AccountId.Parse("111111111111"),
            AccountId.Parse("222222222222"),
            Region.Parse("eu-central-1"),
            KeyReference.Parse(Key),
            Vault: null,
            RetentionDays: 35,
            MinimumAgeDays: 7,
            Objective: TimeSpan.FromHours(30),
            Retired: [],
            EndsHere: true,
            dr
        );

    private static SnapshotFacts Copy(string name, int days) =>
        new(
            SnapshotArn.Parse($"arn:aws:rds:eu-central-1:222222222222:snapshot:snapshot-relay-{name}"),
            "available",
            100,
            Now.AddDays(-days),
            "manual",
            "orders",
            "postgres",
            "16.4",
            100,
            Encrypted: true,
            Key,
            $"arn:aws:rds:eu-central-1:111111111111:snapshot:snapshot-relay-{name}",
            [
                new Tag("snapshot-relay:relay", "snapshot-relay"),
                new Tag("snapshot-relay:source-region", "eu-west-1"),
            ],
            TakenAt: Now.AddDays(-days)
        );

    private static readonly SnapshotFacts[] Copies =
    [
        Copy("a", 90),
        Copy("b", 60),
        Copy("c", 40),
        Copy("d", 1),
    ];

    [Theory]
    [InlineData("""{"now":"2026-11-20T06:00:00Z"}""")]
    [InlineData("""{"now":"2026-11-20T06:00:00Z","dryRun":true}""")]
    [InlineData("""{"now":"2026-11-20T06:00:00Z","dryRun":null}""")]
    public async Task A_run_is_a_dry_run_unless_its_input_says_otherwise(string input)
    {
        var place = new Place(Copies);
        var report = await new PruneCopies(place.Ports()).HandleAsync(Read<PruneRun>(input));
        report.DryRun.ShouldBeTrue();
        report.Deleted.ShouldBe(3);
        report.Gone.Select(g => g.Copy.Name[^1]).ShouldBe(['a', 'b', 'c']);
        place.Deleted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_that_fails_does_not_stop_the_others_and_is_an_error_in_the_end()
    {
        var place = new Place(Copies) { Refused = "snapshot-relay-b" };
        var error = await Should.ThrowAsync<PruningIncompleteException>(() =>
            new PruneCopies(place.Ports()).HandleAsync(new PruneRun(Now, DryRun: false))
        );
        error.Failures.ShouldHaveSingleItem().ShouldContain("snapshot-relay-b was not deleted");
        place.Deleted.ShouldBe(["snapshot-relay-a", "snapshot-relay-c"]);
    }

    [Fact]
    public async Task Under_a_key_that_is_disabled_nothing_goes_and_the_run_says_why()
    {
        var place = new Place(Copies) { KeyState = "Disabled" };
        var error = await Should.ThrowAsync<PruningIncompleteException>(() =>
            new PruneCopies(place.Ports()).HandleAsync(new PruneRun(Now, DryRun: false))
        );
        error.Message.ShouldContain($"the key {Key} is Disabled");
        place.Deleted.ShouldBeEmpty();
        var report = await new MeasureRecoverability(place.Ports()).HandleAsync(new ScheduledRun(Now));
        report.KeyProblem.ShouldBe($"the key {Key} is Disabled");
        report.WorstSeconds.ShouldBe(90 * 24 * 3600);
    }

    [Fact]
    public async Task The_worst_database_comes_first()
    {
        var place = new Place([.. Copies, Copy("x", 3) with { Database = "crm" }]);
        var report = await new MeasureRecoverability(place.Ports()).HandleAsync(new ScheduledRun(Now));
        report.Worst.ShouldBe("arn:aws:rds:eu-west-1:111111111111:db:crm");
        report.WorstSeconds.ShouldBe(3 * 24 * 3600);
        report.Measured.ShouldBe(2);
        report.NewestExpiresSoon.ShouldBe(0);
    }

    [Fact]
    public async Task A_run_without_a_time_is_refused()
    {
        (
            await Should.ThrowAsync<InputInvalidException>(() =>
                new PruneCopies(new Place([]).Ports()).HandleAsync(Read<PruneRun>("{}"))
            )
        ).Path.ShouldBe("now");
        (
            await Should.ThrowAsync<InputInvalidException>(() =>
                new MeasureRecoverability(new Place([]).Ports()).HandleAsync(Read<ScheduledRun>("{}"))
            )
        ).Path.ShouldBe("now");
        Should
            .Throw<InputInvalidException>(() =>
                Read<PruneRun>("""{"now":"2026-11-20T06:00:00Z","dryRun":"no"}""")
            )
            .Path.ShouldBe("dryRun");
    }

    private static T Read<T>(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return new RelaySerializer().Deserialize<T>(stream);
    }

    private sealed class Place(SnapshotFacts[] found) : ISnapshotLists, IDeletes, IKeys
    {
        public List<string> Deleted { get; } = [];

        public string? Refused { get; init; }

        public string KeyState { get; init; } = "Enabled";

        public KeepPorts Ports() =>
            new(
                Settings(),
                new Dictionary<SnapshotKind, KeepKind> { [SnapshotKind.Instance] = new(this, this) },
                Points: null,
                this
            );

        public Task<IReadOnlyList<SnapshotFacts>> Own(Aws.Place place, DateTimeOffset? since = null) =>
            Task.FromResult<IReadOnlyList<SnapshotFacts>>(found);

        public Task Delete(Aws.Place place, SnapshotArn snapshot)
        {
            if (snapshot.Name == Refused)
            {
                throw new AwsThrottledException($"DeleteDBSnapshot of {snapshot}", "Rate exceeded");
            }

            Deleted.Add(snapshot.Name);
            return Task.CompletedTask;
        }

        public Task<KeyLookup> Look(Aws.Place place, string key) =>
            Task.FromResult<KeyLookup>(
                new KeyLookup.Found(
                    new KeyFacts(KeyArn.Parse(key), KeyState, AwsManaged: false, Symmetric: true)
                )
            );
    }
}
