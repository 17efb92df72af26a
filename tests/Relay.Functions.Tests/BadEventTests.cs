using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;
using static Relay.Functions.Tests.BadInput;

namespace Relay.Functions.Tests;

/// <summary>What OnSnapshotCompleted says to an event that can't be understood.</summary>
public sealed class BadEventTests
{
    [Theory]
    [InlineData("null", "source")]
    [InlineData("{}", "source")]
    [InlineData("[]", "(the whole input)")]
    [InlineData("\"x\"", "(the whole input)")]
    [InlineData("""{"source":5}""", "source")]
    [InlineData("""{"source":"aws.rds","detail-type":"RDS DB Snapshot Event","detail":"x"}""", "detail")]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Snapshot Event","detail":{"EventID":7}}""",
        "detail.EventID"
    )]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Snapshot Event","detail":{"EventID":"RDS-EVENT-0042"}}""",
        "account"
    )]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Snapshot Event","resources":{},"detail":{}}""",
        "resources"
    )]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Cluster Snapshot Event","detail":[]}""",
        "detail"
    )]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Cluster Snapshot Event","detail":{"EventID":"RDS-EVENT-0075"}}""",
        "account"
    )]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Cluster Snapshot Event","account":"111111111111","region":"eu-west-1","detail":{"EventID":"RDS-EVENT-0075"}}""",
        "detail.SourceIdentifier"
    )]
    [InlineData("""{"source":"aws.backup"}""", "detail-type")]
    [InlineData("""{"source":"aws.backup","detail-type":"Backup Job State Change"}""", "detail.state")]
    [InlineData(
        """{"source":"aws.backup","detail-type":"Backup Job State Change","detail":"x"}""",
        "detail.state"
    )]
    [InlineData(
        """{"source":"aws.backup","detail-type":"Backup Job State Change","detail":{"state":{}}}""",
        "detail.state"
    )]
    [InlineData(
        """{"source":"aws.backup","detail-type":"Backup Job State Change","detail":{"state":"COMPLETED"}}""",
        "account"
    )]
    public async Task A_bad_event_is_an_error_that_names_its_field_so_that_it_reaches_the_dead_letter_queue(
        string json,
        string named
    ) =>
        (
            await Should.ThrowAsync<EventNotUnderstoodException>(() =>
                new OnSnapshotCompleted(Untouched).HandleAsync(Read<CloudWatchEvent<JsonElement>>(json))
            )
        ).Path.ShouldBe(named);

    [Theory]
    [InlineData("EventID")]
    [InlineData("SourceIdentifier")]
    [InlineData("Message")]
    [InlineData("Mess\\ud83dage")]
    public async Task Half_a_character_in_an_event_is_no_crash(string field)
    {
        var json =
            $$$"""{"source":"aws.rds","detail-type":"RDS DB Snapshot Event","account":"111111111111","region":"eu-west-1","detail":{"{{{field}}}":"a\ud83db"}}""";
        await Should.ThrowAsync<EventNotUnderstoodException>(() =>
            new OnSnapshotCompleted(Untouched).HandleAsync(Read<CloudWatchEvent<JsonElement>>(json))
        );
    }
}
