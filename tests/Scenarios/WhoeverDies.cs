using LocalCloud.Faults;

namespace Scenarios;

/// <summary>A function that dies after a call, at each call of each way in turn.</summary>
public sealed class WhoeverDies
{
    private const string Functions = "snapshot-relay-*";

    /// <summary>Each way, how many calls there are from one death to the next, and how many calls a relay makes at least.</summary>
    public static TheoryData<string, int, int> EachWay =>
        new()
        {
            { "RegionOnly", 1, 10 },
            { "RegionThenShare", 2, 10 },
            { "RegionThenAccount", 1, 20 },
            { "RegionThenAccount of a cluster", 5, 20 },
            { "DirectToAccount", 1, 20 },
            { "DirectToAccount, then RegionThenAccount", 3, 25 },
            { "BackupCopyJob", 1, 15 },
            { "BackupTwoJobs", 2, 20 },
            { "BackupCopyJob, then BackupTwoJobs", 3, 20 },
            { "BackupCopyJob, then RegionThenAccount", 3, 25 },
        };

    [Fact]
    public void Every_way_is_swept() =>
        EachWay.Select(row => row.Data.Item1).ShouldBe(Ways.All.Keys, ignoreOrder: true);

    // To die before a call is to die after the one before it.
    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task After_whichever_call_a_function_dies_the_relay_leads_where_it_leads_without(
        string way,
        int stride,
        int fewestCalls
    )
    {
        var expected = await Led(way, dies: null);
        expected.Calls.ShouldBeGreaterThanOrEqualTo(fewestCalls);
        for (var call = 1; call <= expected.Calls; call += stride)
        {
            (await Led(way, dies: call)).Where.ShouldBe(expected.Where, $"call {call}");
        }
    }

    private static async Task<(string Where, int Calls)> Led(string way, int? dies)
    {
        await using var estate = await Ways.All[way](dies ?? 0);
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Crash,
                After = true,
                CallerRole = Functions,
                Nth = dies ?? int.MaxValue,
            }
        );
        await estate.RunUntilIdle();
        estate.Executions.ShouldHaveSingleItem().Status.ShouldBe("SUCCEEDED", $"call {dies}");
        return (Ways.Led(estate), estate.Cloud.Faults.All.Single().Matches);
    }
}
