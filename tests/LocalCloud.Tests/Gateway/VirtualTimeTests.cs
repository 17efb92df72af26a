using System.Text.Json.Nodes;
using Amazon.KeyManagementService;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LocalCloud.Faults;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Gateway;

public class VirtualTimeTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        var first = await WaveAsync(seed: 7);
        var second = await WaveAsync(seed: 7);
        var other = await WaveAsync(seed: 8);

        first.Count.ShouldBe(40 * 4);
        second.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Fact]
    public async Task Calls_of_two_invocations_interleave()
    {
        var operations = (await WaveAsync(seed: 3)).Select(line => line.Split(' ')[4]).ToList();

        operations.Zip(operations.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Time_stands_still_while_a_function_runs_and_jumps_when_nothing_does()
    {
        await using var frame = new Frame();
        var start = frame.Agenda.Now;
        var ended = DateTimeOffset.MinValue;
        frame.Agenda.After(
            TimeSpan.FromHours(6),
            "the alarm clock",
            () => Invoke(frame, 1, _ => ended = frame.Agenda.Now)
        );

        await frame.Virtual.RunUntilIdleAsync();

        ended.ShouldBe(start + TimeSpan.FromHours(6));
        frame.Agenda.Running.ShouldBe(0);
    }

    [Fact]
    public async Task Time_runs_as_far_as_it_is_told_and_no_entry_beyond()
    {
        await using var frame = new Frame();
        var start = frame.Agenda.Now;
        var ran = new List<int>();
        foreach (var minutes in new[] { 50, 10, 30 })
        {
            frame.Agenda.After(TimeSpan.FromMinutes(minutes), "entry", () => ran.Add(minutes));
        }

        await frame.Virtual.RunForAsync(TimeSpan.FromMinutes(40));
        ran.ShouldBe([10, 30]);
        frame.Agenda.Now.ShouldBe(start + TimeSpan.FromMinutes(40));

        await frame.Virtual.RunUntilAsync(() => ran.Count == 3);
        frame.Agenda.Now.ShouldBe(start + TimeSpan.FromMinutes(50));
        var stuck = await Should.ThrowAsync<InvalidOperationException>(() =>
            frame.Virtual.RunUntilAsync(() => false)
        );
        stuck.Message.ShouldContain("Nothing is left to happen");
    }

    [Fact]
    public async Task A_crash_abandons_the_invocation_and_no_finally_runs()
    {
        await using var frame = new Frame();
        frame.Faults.Add(
            new Fault
            {
                Effect = FaultEffect.Crash,
                Operation = "DescribeKey",
                After = true,
            }
        );
        InvocationResult? result = null;
        var cleanedUp = false;
        Run(
            frame,
            "crashing",
            async () =>
            {
                try
                {
                    return await HandlerAsync(frame);
                }
                finally
                {
                    cleanedUp = true;
                }
            },
            r => result = r
        );

        await frame.Virtual.RunUntilIdleAsync();

        result!.FunctionError.ShouldBe("Unhandled");
        JsonNode.Parse(result.Payload)!["errorType"]!.GetValue<string>().ShouldBe("Runtime.ExitError");
        cleanedUp.ShouldBeFalse();
        frame.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_in_the_functions_time_out()
    {
        await using var frame = new Frame();
        frame.Faults.Add(new Fault { Effect = FaultEffect.Silence });
        var start = frame.Agenda.Now;
        InvocationResult? result = null;
        Invoke(frame, 1, r => result = r);

        await frame.Virtual.RunUntilIdleAsync();

        JsonNode.Parse(result!.Payload)!["errorType"]!.GetValue<string>().ShouldBe("Sandbox.Timedout");
        (frame.Agenda.Now - start).ShouldBe(TimeSpan.FromSeconds(30));
    }

    /// <summary>Twenty entries at once, each with two functions of four calls, the last two with an assumed role.</summary>
    private static async Task<List<string>> WaveAsync(int seed)
    {
        await using var frame = new Frame(seed);
        for (var i = 0; i < 20; i++)
        {
            var number = i;
            frame.Agenda.After(
                TimeSpan.FromMinutes(number % 3),
                "two functions",
                () =>
                {
                    Invoke(frame, 2 * number, _ => { });
                    Invoke(frame, (2 * number) + 1, _ => { });
                }
            );
        }

        await frame.Virtual.RunUntilIdleAsync();
        return [.. frame.Trace.Requests.Select(r => r.ToString())];
    }

    private static void Invoke(Frame frame, int number, Action<InvocationResult> done) =>
        Run(frame, $"invocation-{number}", () => HandlerAsync(frame), done);

    private static void Run(
        Frame frame,
        string requestId,
        Func<Task<InvocationResult>> code,
        Action<InvocationResult> done
    )
    {
        lock (frame.Agenda.Gate)
        {
            frame.Virtual.Run(Frame.Function("CheckRegionCopy"), requestId, code, done);
        }
    }

    private static async Task<InvocationResult> HandlerAsync(Frame frame)
    {
        using var kms = frame.Kms(frame.Session());
        await kms.DescribeKeyAsync("region-key");
        using var sts = frame.Sts();
        var reply = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Frame.Role, RoleSessionName = "reader" }
        );
        using var assumed = frame.Kms(reply.Credentials);
        await assumed.DescribeKeyAsync("account-key");
        await assumed.DescribeKeyAsync("account-key");
        return new InvocationResult("{}");
    }
}
