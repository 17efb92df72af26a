using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace StandIns.Tests;

public sealed record Detail(string? SourceIdentifier, int? Attempt = null);

[JsonSerializable(typeof(CloudWatchEvent<Detail>))]
[JsonSerializable(typeof(Detail))]
public sealed partial class SampleJson : JsonSerializerContext;

/// <summary>The Lambda packages' behaviour that handlers count on.</summary>
public sealed class LambdaTests
{
    private static readonly SourceGeneratorLambdaJsonSerializer<SampleJson> Serializer = new();

    [Fact]
    public void An_event_is_read_whatever_the_case_of_its_members()
    {
        var read = Serializer.Deserialize<CloudWatchEvent<Detail>>(
            Json(
                """{"detail-type":"RDS DB Snapshot Event","time":"2018-10-06T12:26:13Z","detail":{"sourceIdentifier":"orders"}}"""
            )
        );

        read.DetailType.ShouldBe("RDS DB Snapshot Event");
        read.Time.ShouldBe(new DateTime(2018, 10, 6, 12, 26, 13, DateTimeKind.Utc));
        read.Detail.ShouldBe(new Detail("orders"));
        read.Resources.ShouldBeNull();
    }

    [Fact]
    public void A_result_is_written_as_declared_without_nulls()
    {
        using var written = new MemoryStream();

        Serializer.Serialize(new Detail("ä", Attempt: null), written);

        Encoding.UTF8.GetString(written.ToArray()).ShouldBe("""{"SourceIdentifier":"ä"}""");
    }

    [Fact]
    public void What_is_not_JSON_of_the_type_is_a_JsonSerializerException()
    {
        Should.Throw<JsonSerializerException>(() =>
            Serializer.Deserialize<Detail>(Json("""{"Attempt":"three"}"""))
        );
        Should.Throw<JsonSerializerException>(() => Serializer.Deserialize<Detail>(Json("")));
        Should
            .Throw<JsonSerializerException>(() => Serializer.Deserialize<LambdaTests>(Json("{}")))
            .Message.ShouldContain("JsonSerializable");
    }

    [Fact]
    public void A_logger_needs_only_its_two_oldest_members()
    {
        var logger = new Lines();

        ((ILambdaLogger)logger).LogInformation("hello");

        logger.Written.ShouldBe(["hello"]);
    }

    private static MemoryStream Json(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class Lines : ILambdaLogger
    {
        public List<string> Written { get; } = [];

        public void Log(string message) => Written.Add(message);

        public void LogLine(string message) => Written.Add(message);
    }
}
