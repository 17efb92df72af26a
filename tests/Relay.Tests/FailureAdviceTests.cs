using System.Text.Json;

namespace Relay.Tests;

/// <summary>What ExplainFailure says of errors that are not the relay's own.</summary>
public sealed class FailureAdviceTests
{
    [Theory]
    [InlineData("States.Timeout", "a call to AWS hangs, or the function's Timeout is too short")]
    [InlineData("Sandbox.Timedout", "a call to AWS hangs, or the function's Timeout is too short")]
    [InlineData("Lambda.TooManyRequestsException", "Raise the account's concurrency quota for Lambda")]
    [InlineData("Runtime.ExitError", "its process ended (memory?)")]
    [InlineData("Lambda.Unknown", "its process ended (memory?)")]
    [InlineData(
        "NullReferenceException",
        "not one that the relay knows. Starting the relay again is harmless"
    )]
    public void Each_error_of_Lambdas_own_gets_the_advice_that_fits(string error, string advice) =>
        Report(error, """{"errorMessage":"It broke."}""")
            .Cause.ShouldMatch($"PlanRelay: {error}: It broke\\. What to do: .*{Pattern(advice)}");

    [Theory]
    [InlineData(null, null, "Unknown", "Unknown: (no cause) What to do: ")]
    [InlineData("X", null, "X", "X: (no cause) What to do: ")]
    [InlineData("X", "half a {", "X", "X: half a { What to do: ")]
    [InlineData("X", """{"errorType":"Y"}""", "X", "X: {'errorType':'Y'} What to do: ")]
    [InlineData("X", """{"errorMessage":"told"}""", "X", "X: told What to do: ")]
    public void Whatever_there_is_of_a_cause_is_told(string? error, string? cause, string name, string text)
    {
        var failure = Report(error, cause);
        failure.Error.ShouldBe(name);
        failure.Cause.ShouldContain($"failed at PlanRelay: {text}");
    }

    [Fact]
    public void Without_any_error_its_name_is_Unknown() =>
        FailureReport.Of(new FailedRelay()).Error.ShouldBe("Unknown");

    [Fact]
    public void A_cause_that_fits_is_not_cut_and_one_that_does_not_ends_in_an_ellipsis()
    {
        int Length(int message) => Report("X", new string('x', message)).Cause.Length;
        var frame = Length(1) - 1;
        Length(4000 - frame).ShouldBe(4000);
        Report("X", new string('x', 4000 - frame)).Cause.ShouldNotEndWith("…");
        Length(4001 - frame).ShouldBe(4001);
        Report("X", new string('x', 4001 - frame)).Cause.ShouldEndWith("…");
        Length(90_000).ShouldBe(4001);
    }

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    [InlineData(9000, 1)]
    public void A_snapshots_name_is_cut_where_it_can_be_none(int letters, int ellipsis)
    {
        var name = new string('x', letters);
        var cause = FailureReport
            .Of(
                new FailedRelay(
                    JsonSerializer.SerializeToElement(name),
                    new Dictionary<string, CaughtError>(StringComparer.Ordinal)
                    {
                        ["PlanRelay"] = new("X", "y"),
                    }
                )
            )
            .Cause;
        cause.ShouldStartWith(
            $"The relay of {name[..Math.Min(400, letters)]}{new string('…', ellipsis)} (its database is not known) failed"
        );
    }

    [Theory]
    [InlineData("KeyRefusedException", "PlanRelay", true)]
    [InlineData("KeyRefusedException", "CopyToRegion", false)]
    [InlineData("AwsThrottledException", "PlanRelay", false)]
    [InlineData("AwsUnavailableException", "PlanRelay", false)]
    [InlineData("Lambda.TooManyRequestsException", "PlanRelay", false)]
    [InlineData("Lambda.ServiceException", "PlanRelay", false)]
    [InlineData("Lambda.AWSLambdaException", "PlanRelay", false)]
    [InlineData("Lambda.SdkClientException", "PlanRelay", false)]
    [InlineData("States.Timeout", "PlanRelay", false)]
    [InlineData(null, "PlanRelay", false)]
    public void A_refusal_is_what_PlanRelay_has_said_itself_and_not_what_befell_it(
        string? error,
        string step,
        bool refusal
    ) => FailureReport.IsRefusal(error, $"The relay of x failed at {step}: y").ShouldBe(refusal);

    private static Failure Report(string? error, string? cause) =>
        FailureReport.Of(
            new FailedRelay(
                JsonSerializer.SerializeToElement(Some.Snapshot().ToString()),
                new Dictionary<string, CaughtError>(StringComparer.Ordinal)
                {
                    ["PlanRelay"] = new(error, cause),
                }
            )
        );

    private static string Pattern(string text) => System.Text.RegularExpressions.Regex.Escape(text);
}
