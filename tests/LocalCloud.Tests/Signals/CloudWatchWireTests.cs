using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.CloudWatch;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Signals;

/// <summary>The protocols that SDKs do not send in judge 4, and metric math over them.</summary>
public sealed class CloudWatchWireTests
{
    [Fact]
    public async Task AWS_JSON_and_Query_say_the_same_as_each_other()
    {
        await using var world = new SignalsWorld();
        var person = world.Cloud.As(SignalsWorld.Account, SignalsWorld.Region);
        await person.QueryAsync(
            "monitoring",
            "PutMetricData",
            ("Namespace", "Mine"),
            ("MetricData.member.1.MetricName", "Count"),
            ("MetricData.member.1.Dimensions.member.1.Name", "Kind"),
            ("MetricData.member.1.Dimensions.member.1.Value", "a"),
            ("MetricData.member.1.Values.member.1", "2"),
            ("MetricData.member.1.Values.member.2", "5"),
            ("MetricData.member.1.Counts.member.1", "3"),
            ("MetricData.member.1.Counts.member.2", "1")
        );
        await world.RunFor(TimeSpan.FromMinutes(5));
        var (from, to) = (world.Start.ToUnixTimeSeconds(), world.Start.AddMinutes(5).ToUnixTimeSeconds());

        var json = await world.Call(
            "monitoring",
            "GetMetricStatistics",
            new JsonObject
            {
                ["Namespace"] = "Mine",
                ["MetricName"] = "Count",
                ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "Kind", ["Value"] = "a" }),
                ["StartTime"] = from,
                ["EndTime"] = to,
                ["Period"] = 300,
                ["Statistics"] = new JsonArray("Sum", "Average"),
                ["ExtendedStatistics"] = new JsonArray("p90"),
            }
        );
        var point = json["Datapoints"]![0]!;
        (point["Sum"]!.GetValue<double>(), point["Average"]!.GetValue<double>()).ShouldBe((11, 2.75));
        point["ExtendedStatistics"]!["p90"]!.GetValue<double>().ShouldBe(5);
        point["Timestamp"]!.GetValue<double>().ShouldBe(from);

        var xml = await person.QueryAsync(
            "monitoring",
            "GetMetricStatistics",
            ("Namespace", "Mine"),
            ("MetricName", "Count"),
            ("Dimensions.member.1.Name", "Kind"),
            ("Dimensions.member.1.Value", "a"),
            ("StartTime", world.Start.ToString("O", CultureInfo.InvariantCulture)),
            ("EndTime", world.Start.AddMinutes(5).ToString("O", CultureInfo.InvariantCulture)),
            ("Period", "300"),
            ("Statistics.member.1", "Sum")
        );
        xml.Descendants("Sum").Single().Value.ShouldBe("11");
        xml.Descendants("Timestamp").Single().Value.ShouldBe("2026-11-20T03:00:00.000Z");
        (
            await Should.ThrowAsync<AwsError>(() =>
                person.QueryAsync(
                    "monitoring",
                    "PutMetricData",
                    ("Namespace", "AWS/RDS"),
                    ("MetricData.member.1.MetricName", "a")
                )
            )
        ).Code.ShouldBe("InvalidParameterValue");
    }

    [Theory]
    [InlineData("a + b * 2", new double[] { 5, 8 }, new[] { 0, 1 })]
    [InlineData("(a - 1) / (b + 1)", new double[] { 0, 0.25 }, new[] { 0, 1 })]
    [InlineData("SUM(METRICS())", new double[] { 3, 5, 3 }, new[] { 0, 1, 2 })]
    [InlineData("MAX([a, b])", new double[] { 2, 3, 3 }, new[] { 0, 1, 2 })]
    [InlineData("FILL(b, 0)", new double[] { 2, 3, 0 }, new[] { 0, 1, 2 })]
    [InlineData("FILL(b, REPEAT) + 1", new double[] { 3, 4, 4 }, new[] { 0, 1, 2 })]
    [InlineData("IF(a > 1, a, 0)", new double[] { 0, 2, 3 }, new[] { 0, 1, 2 })]
    [InlineData("a >= 2 AND a < 3", new double[] { 0, 1, 0 }, new[] { 0, 1, 2 })]
    [InlineData("a - SUM(b)", new double[] { -4, -3, -2 }, new[] { 0, 1, 2 })]
    [InlineData(
        "SEARCH('{Mine,Kind} MetricName=\"Count\" x', 'Maximum', 60)",
        new double[] { 1, 2, 3 },
        new[] { 0, 1, 2 }
    )]
    public async Task Metric_math(string expression, double[] values, int[] minutes)
    {
        await using var world = new SignalsWorld();
        for (var minute = 0; minute < 3; minute++)
        {
            Put("ax", 1 + minute);
            if (minute < 2)
            {
                // Without a datapoint in the last minute: fill what is missing.
                Put("b", minute == 0 ? 2 : 3);
            }

            await world.RunFor(TimeSpan.FromMinutes(1));
        }

        var answer = await world.Call(
            "monitoring",
            "GetMetricData",
            new JsonObject
            {
                ["StartTime"] = world.Start.ToUnixTimeSeconds(),
                ["EndTime"] = world.Start.AddMinutes(3).ToUnixTimeSeconds(),
                ["ScanBy"] = "TimestampAscending",
                ["MetricDataQueries"] = new JsonArray(
                    Query("a", "ax"),
                    Query("b", "b"),
                    new JsonObject { ["Id"] = "e", ["Expression"] = expression }
                ),
            }
        );

        var result = answer["MetricDataResults"]!.AsArray().ShouldHaveSingleItem()!;
        result["Values"]!.AsArray().Select(v => v!.GetValue<double>()).ShouldBe(values);
        result["Timestamps"]!
            .AsArray()
            .Select(t => (int)(t!.GetValue<double>() - world.Start.ToUnixTimeSeconds()) / 60)
            .ShouldBe(minutes);

        void Put(string kind, double value) =>
            world.Cloud.CloudWatch.Put(
                SignalsWorld.Metric("Mine", "Count", ("Kind", kind)),
                value,
                world.Cloud.Agenda.Now
            );
    }

    [Theory]
    [InlineData("a +")]
    [InlineData("(a")]
    [InlineData("a $ 1")]
    [InlineData("1 a")]
    public void An_expression_that_is_none_is_refused(string expression) =>
        Should
            .Throw<AwsError>(() =>
                CloudWatchRules.Queries(
                    SignalsWorld.Account,
                    SignalsWorld.Region,
                    [new JsonObject { ["Id"] = "e", ["Expression"] = expression }]
                )
            )
            .Code.ShouldBe("ValidationError");

    [Fact]
    public async Task What_is_no_document_of_the_protocol_is_refused()
    {
        await using var world = new SignalsWorld();
        var api = new CloudWatchApi(world.Cloud.CloudWatch, world.Cloud.Alarms, world.Cloud.CallLog);
        var request = new AwsHttpRequest(
            "POST",
            "/service/GraniteServiceVersion20100801/operation/ListMetrics",
            "",
            new Dictionary<string, string>(),
            Encoding.UTF8.GetBytes("text")
        );
        var call = new AwsCall(
            "monitoring",
            api.OperationOf(request)!,
            SignalsWorld.Region,
            Caller.Administrator(SignalsWorld.Account),
            "id",
            world.Start,
            request
        );

        call.Operation.ShouldBe("ListMetrics");
        (await Should.ThrowAsync<AwsError>(() => api.HandleAsync(call))).Code.ShouldBe(
            "SerializationException"
        );
    }

    private static JsonObject Query(string id, string kind) =>
        new()
        {
            ["Id"] = id,
            ["ReturnData"] = false,
            ["MetricStat"] = new JsonObject
            {
                ["Stat"] = "Maximum",
                ["Period"] = 60,
                ["Metric"] = new JsonObject
                {
                    ["Namespace"] = "Mine",
                    ["MetricName"] = "Count",
                    ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "Kind", ["Value"] = kind }),
                },
            },
        };
}
