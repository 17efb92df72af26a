using LocalCloud.CloudWatch;

namespace LocalCloud.Tests.Signals;

public sealed class MetricTests
{
    private const string Document = """
        {"_aws":{"Timestamp":1795143660000,"CloudWatchMetrics":[{"Namespace":"SnapshotRelay","Dimensions":[["Relay"],["Relay","Database"]],"Metrics":[{"Name":"Recoverability","Unit":"Seconds"},{"Name":"Absent"}]}]},"Relay":"nightly","Database":"orders","Recoverability":[60,120]}
        """;

    [Fact]
    public async Task What_a_function_says_in_the_embedded_metric_format_becomes_datapoints()
    {
        await using var world = new SignalsWorld();
        world.Code(
            "Measure",
            _ =>
            {
                Console.WriteLine("Measured one database.");
                Console.WriteLine(Document.Trim());
                return "null";
            }
        );
        world.Deploy(SignalsWorld.FunctionYaml("Measure"));
        world.Cloud.Functions.InvokeAsynchronously(
            "arn:aws:lambda:eu-central-1:111111111111:function:Measure",
            "{}"
        );
        await world.Cloud.Virtual!.RunUntilIdleAsync();

        world
            .Cloud.Lambda.Lines.Select(l => $"{l.FunctionName} {l.Line}")
            .First()
            .ShouldBe("Measure Measured one database.");
        var series = world.Cloud.CloudWatch.Series(
            SignalsWorld.Metric(
                "SnapshotRelay",
                "Recoverability",
                ("Database", "orders"),
                ("Relay", "nightly")
            )
        )!;
        series.Unit.ShouldBe("Seconds");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1795143660000);
        series.Summarise(at, at.AddMinutes(1), at.AddDays(1)).ShouldBe(new Summary(180, 2, 60, 120));
        world.Cloud.CloudWatch.Metrics.ShouldNotContain(s => s.Id.Name == "Absent");
    }

    [Fact]
    public async Task Lambda_counts_invocations_and_errors_of_each_function()
    {
        await using var world = new SignalsWorld();
        world.Code("Fails", _ => throw new InvalidOperationException("no"));
        world.Deploy(SignalsWorld.FunctionYaml("Fails"));
        world.Cloud.Functions.InvokeAsynchronously(
            "arn:aws:lambda:eu-central-1:111111111111:function:Fails",
            "{}"
        );
        await world.RunFor(TimeSpan.FromMinutes(10));

        foreach (var name in (string[])["Invocations", "Errors"])
        {
            world
                .Cloud.CloudWatch.Series(SignalsWorld.Metric("AWS/Lambda", name, ("FunctionName", "Fails")))!
                .Summarise(world.Start, world.Start.AddMinutes(10), world.Cloud.Agenda.Now)!
                .Sum.ShouldBe(3);
        }
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData("""{"_aws":{"Timestamp":1},"A":1}""")]
    [InlineData("""{"_aws":{"Timestamp":"x","CloudWatchMetrics":[]}}""")]
    [InlineData(
        """{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["D"]],"Metrics":[{"Name":"A"}]}]},"A":1}"""
    )]
    [InlineData("""{"_aws": broken""")]
    public void A_line_that_breaks_the_format_is_a_log_line_like_any_other(string line) =>
        EmbeddedMetrics.Read("111111111111", "eu-central-1", line).ShouldBeEmpty();
}
