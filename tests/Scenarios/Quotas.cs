using System.Text.Json.Nodes;
using Amazon.RDS.Model;
using LocalCloud.Faults;
using LocalCloud.Rds;

namespace Scenarios;

/// <summary>RDS's quotas that no waiting helps against: manual snapshots, and the accounts that one is shared with. They are told, and nothing is left behind.</summary>
public sealed class Quotas
{
    private const string Manual = "Cannot create more than 100 manual snapshots";

    [Theory]
    [InlineData(Estate.Source, false)]
    [InlineData(Estate.Source, true)]
    [InlineData(Estate.Dr, false)]
    [InlineData(Estate.Dr, true)]
    public async Task Where_there_is_no_room_for_a_manual_snapshot_the_relay_stops_and_a_person_is_told_what_to_do(
        string account,
        bool cluster
    )
    {
        await using var estate = Estate.Start();
        var key = await estate.Key();
        await (cluster ? estate.Cluster("ledger", key) : estate.Database("ledger", key));
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = cluster ? "CopyDBClusterSnapshot" : "CopyDBSnapshot",
                Account = account,
                Code = "SnapshotQuotaExceeded",
                Message = Manual,
            }
        );
        var snapshot = await (
            cluster ? estate.ManualClusterSnapshot("ledger", "s") : estate.ManualSnapshot("ledger", "s")
        );
        await estate.RunUntilIdle();

        estate.Failed("ManualSnapshotQuotaException");
        Told(estate).ShouldContain(Manual);
        Told(estate)
            .ShouldContain("What to do: Delete manual snapshots that nobody needs, or raise the quota");
        estate.Shares.ShouldBeEmpty();

        // Somebody has made room.
        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        estate.Owned(Estate.Source).ShouldHaveSingleItem().Status.ShouldBe("available");
        estate.Owned(Estate.Dr).ShouldHaveSingleItem().Status.ShouldBe("available");
    }

    [Fact]
    public async Task A_region_copy_that_people_have_shared_with_20_accounts_is_shared_with_no_other_and_that_is_told()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() =>
            estate
                .Cloud.Rds.State.SnapshotsIn(Estate.Source, estate.DrRegion)
                .Any(s => s.Status == "available")
        );
        var others = Enumerable.Range(0, 20).Select(i => $"3333333333{i:00}").ToList();
        using var rds = estate.Rds(Estate.Source, estate.DrRegion);
        await rds.ModifyDBSnapshotAttributeAsync(
            new ModifyDBSnapshotAttributeRequest
            {
                DBSnapshotIdentifier = estate.CopyNames(Estate.Source).Single(),
                AttributeName = "restore",
                ValuesToAdd = others,
            }
        );
        await estate.RunUntilIdle();

        estate.Failed("ShareRefusedException");
        Told(estate).ShouldContain("maximum number of accounts");
        estate.Shares.Count.ShouldBe(others.Count, "they are other people's");
    }

    // The cause in the only message of the source account's topic.
    private static string Told(Estate estate) =>
        (string)JsonNode.Parse(estate.Inbox(Estate.Source).Single().Text.Split('\n')[1])!;
}
