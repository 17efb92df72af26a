namespace Scenarios;

/// <summary>Two relays of one snapshot that want different things of it, and a start by hand with what an earlier execution has left.</summary>
public sealed class WhenModesMeet
{
    [Fact]
    public async Task A_region_copy_that_was_made_to_be_shared_stays_shared_when_a_later_relay_makes_an_account_copy()
    {
        await using var estate = await Estate.WithDatabase();
        var snapshot = await estate.ManualSnapshot("orders", "s", tags: ("snapshot-relay:mode", "share"));
        await estate.RunUntilIdle();
        await estate.StartWith($$"""{"snapshotArn":"{{snapshot}}","mode":"copy"}""");
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
        var copy = (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        (await estate.SharedWith(copy.DBSnapshotIdentifier)).ShouldBe([Estate.Dr]);
    }

    [Fact]
    public async Task What_an_earlier_execution_has_left_in_a_document_that_is_given_by_hand_does_not_count()
    {
        await using var estate = await Estate.WithDatabase();
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        var document = Estate.Output(estate.Executions.Single());
        document["errors"] = new System.Text.Json.Nodes.JsonObject
        {
            ["CopyToAccount"] = new System.Text.Json.Nodes.JsonObject
            {
                ["Error"] = "Old",
                ["Cause"] = "old",
            },
        };
        await estate.StartWith(document.ToJsonString());
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        ((string?)document["snapshotArn"]).ShouldBe(snapshot);
    }
}
