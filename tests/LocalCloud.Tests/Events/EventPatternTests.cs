using System.Text.Json.Nodes;
using LocalCloud.Events;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Events;

public sealed class EventPatternTests
{
    public static TheoryData<string, string, bool> Table
    {
        get
        {
            var rows = new TheoryData<string, string, bool>();
            foreach (
                var row in JsonNode
                    .Parse(
                        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Events", "patterns.json"))
                    )!
                    .AsArray()
            )
            {
                rows.Add(
                    row!["about"]!.ToString(),
                    row["pattern"]!.ToJsonString(),
                    row["matches"]!.GetValue<bool>()
                );
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_pattern_matches_as_EventBridge_says(string about, string pattern, bool matches) =>
        Parse(pattern).Matches(SampleEvents.SnapshotCreated()).ShouldBe(matches, about);

    [Fact]
    public void In_a_list_of_objects_one_of_them_matches_as_a_whole()
    {
        var envelope = JsonNode
            .Parse("""{"detail":{"tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}}""")!
            .AsObject();

        Parse("""{"detail":{"tags":{"key":["a"],"value":["1"]}}}""").Matches(envelope).ShouldBeTrue();
        Parse("""{"detail":{"tags":{"key":["a"],"value":["2"]}}}""").Matches(envelope).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"source":"aws.rds"}""", "\"source\" must be an object or an array")]
    [InlineData("""{"source":null}""", "\"source\" must be an object or an array")]
    [InlineData("""{"source":[]}""", "Empty arrays are not allowed")]
    [InlineData("""{}""", "Empty objects are not allowed")]
    [InlineData("""{"detail":{}}""", "Empty objects are not allowed")]
    [InlineData("""{"source":[{"begins-with":"aws."}]}""", "Unrecognized match type begins-with")]
    [InlineData("""{"source":[{"prefix":"a","suffix":"b"}]}""", "Only one key allowed")]
    [InlineData("""{"source":[{"prefix":7}]}""", "prefix match pattern must be a string")]
    [InlineData("""{"source":[["aws.rds"]]}""", "Match value must be String, number, true, false, or null")]
    [InlineData("""{"source":[{"exists":"yes"}]}""", "exists match pattern must be either true or false")]
    [InlineData("""{"size":[{"numeric":[">"]}]}""", "numeric must be an array")]
    [InlineData("""{"size":[{"numeric":["~",5]}]}""", "Unrecognized numeric range operator: ~")]
    [InlineData("""{"size":[{"numeric":[">","5"]}]}""", "must be numeric")]
    [InlineData("""{"source":[{"anything-but":["a",1]}]}""", "mixed type is not supported")]
    [InlineData("""{"source":[{"anything-but":{"numeric":["=",1]}}]}""", "Unsupported anything-but pattern")]
    [InlineData("""{"source":[{"wildcard":"a**b"}]}""", "Consecutive wildcard characters at pos 1")]
    [InlineData("""{"$or":[{"source":["a"]}]}""", "\"$or\" must be an array of two or more objects")]
    public void A_pattern_that_EventBridge_refuses_is_refused(string pattern, string reason)
    {
        var refusal = Should.Throw<AwsError>(() => Parse(pattern));
        refusal.Code.ShouldBe("InvalidEventPatternException");
        refusal.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_pattern_that_is_too_long_is_refused() =>
        Should
            .Throw<AwsError>(() => Parse($$"""{"source":["{{new string('x', 2048)}}"]}"""))
            .Message.ShouldContain("2048");

    [Fact]
    public void An_operator_that_is_not_simulated_is_refused_by_name() =>
        Should
            .Throw<AwsError>(() => Parse("""{"detail":{"sourceIPAddress":[{"cidr":"10.0.0.0/24"}]}}"""))
            .Message.ShouldContain("cidr");

    private static EventPattern Parse(string json) => EventPattern.Parse(JsonNode.Parse(json)!.AsObject());
}
