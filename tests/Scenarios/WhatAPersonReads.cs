using LocalCloud.Faults;

namespace Scenarios;

/// <summary>The cause of a failed execution is what a person reads first: one cause, in words.</summary>
public sealed class WhatAPersonReads
{
    [Fact]
    public async Task A_region_copy_that_failed_was_never_shared_so_nothing_is_said_of_its_share()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Account = Estate.Source,
                Percent = 40,
            }
        );

        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();

        var failed = estate.Executions.ShouldHaveSingleItem();
        failed.Error.ShouldBe("CopyFailedException");
        failed.Cause.ShouldNotBeNull().ShouldContain("failed at CheckRegionCopy");
        failed.Cause.ShouldNotContain("StopSharing");
    }

    [Theory]
    [InlineData("\"orders-1\"", "orders-1")]
    [InlineData(
        "\"arn:aws:rds:eu-west-1:111111111111:db:orders\"",
        "arn:aws:rds:eu-west-1:111111111111:db:orders"
    )]
    [InlineData("7", "7")]
    [InlineData("{}", "{}")]
    [InlineData("null", "a snapshot that the input does not name")]
    public async Task A_snapshot_that_is_named_wrongly_by_hand_is_refused_in_words(string given, string named)
    {
        await using var estate = Estate.Start();

        await estate.StartWith($$"""{"snapshotArn":{{given}}}""");
        await estate.RunUntilIdle();

        var failed = estate.Executions.ShouldHaveSingleItem();
        failed.Error.ShouldBe("InputInvalidException");
        failed
            .Cause.ShouldNotBeNull()
            .ShouldStartWith(
                $"The relay of {named}{(given == "null" ? "" : " (its database is not known)")} failed at PlanRelay: The input's field 'relay.snapshotArn' is wrong: "
            );
        failed.Cause.ShouldNotContain("stackTrace");
    }
}
