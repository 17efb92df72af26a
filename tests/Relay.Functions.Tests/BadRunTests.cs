using static Relay.Functions.Tests.BadInput;

namespace Relay.Functions.Tests;

/// <summary>What a scheduled function says to a run whose time is missing or wrong.</summary>
public sealed class BadRunTests
{
    [Theory]
    [InlineData("null", "now")]
    [InlineData("{}", "now")]
    [InlineData("""{"now":null}""", "now")]
    [InlineData("""{"now":"yesterday"}""", "now")]
    [InlineData("""{"now":17}""", "now")]
    [InlineData("[]", "(the whole input)")]
    public async Task A_scheduled_run_without_its_time_says_so(string input, string named)
    {
        var error = await Should.ThrowAsync<InputInvalidException>(async () =>
            await new Reconcile(Untouched).HandleAsync(Read<ScheduledRun>(input))
        );
        error.Path.ShouldBe(named);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_run_at_no_time_at_all_is_refused(string now)
    {
        var error = await Should.ThrowAsync<InputInvalidException>(() =>
            new Reconcile(Untouched).HandleAsync(Read<ScheduledRun>($$"""{"now":"{{now}}"}"""))
        );
        error.Path.ShouldBe("now");
    }
}
