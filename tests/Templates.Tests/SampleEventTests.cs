using System.Text.Json.Nodes;

namespace Templates.Tests;

/// <summary>The sample events against the patterns of both rules: one event per case, and the near misses.</summary>
public sealed class SampleEventTests
{
    // The others reach OnSnapshotCompleted, which judges them.
    private static readonly string[] StoppedByTheRules =
    [
        "rds-other-account",
        "rds-instance-backed-up",
        "backup-copy-job-completed",
    ];

    public static TheoryData<string> Samples => Files("rds-*.json");

    public static TheoryData<string> BackupSamples => Files("backup-*.json");

    [Fact]
    public void There_are_completed_snapshots_and_near_misses()
    {
        Samples
            .Count(s => !s.Data.StartsWith("near-misses/", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(4);
        StoppedByTheRules.ShouldAllBe(s => Samples.Concat(BackupSamples).Any(row => row.Data.Contains(s)));
    }

    [Fact]
    public void Every_function_of_the_workflow_has_a_sample() =>
        Template
            .Relay.Resources("AWS::Serverless::Function")
            .Select(f => f.Id)
            .Where(id => id != "OnSnapshotCompleted")
            .ShouldAllBe(id => File.Exists(Repository.File($"events/{Kebab(id)}.json")));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Both_rules_let_pass_what_may_be_a_completed_snapshot_of_the_account(string file)
    {
        var sample = Event(file);
        var passes = !StoppedByTheRules.Contains(Path.GetFileNameWithoutExtension(file));
        foreach (
            var (template, rule) in new[]
            {
                (Template.SourceRegion, "ForwardSnapshotEvents"),
                (Template.Relay, "SnapshotEvents"),
            }
        )
        {
            Matches(template.Resource(rule).Property("EventPattern"), sample).ShouldBe(passes, rule);
        }
    }

    // What is not of a vault or a resource type that is relayed, OnSnapshotCompleted sorts out.
    [Theory]
    [MemberData(nameof(BackupSamples))]
    public void Both_rules_let_pass_every_change_of_a_backup_job_and_of_no_copy_job(string file)
    {
        var sample = Envelope(file);
        var passes = !StoppedByTheRules.Contains(Path.GetFileNameWithoutExtension(file));
        foreach (
            var (template, rule) in new[]
            {
                (Template.SourceRegion, "ForwardBackupEvents"),
                (Template.Relay, "BackupEvents"),
            }
        )
        {
            Matches(template.Resource(rule).Property("EventPattern"), sample).ShouldBe(passes, rule);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_a_whole_envelope_of_the_sample_world(string file)
    {
        var sample = Envelope(file);
        var detail = sample["detail"]!;
        sample["resources"]!.AsArray().Select(r => r!.ToString()).ShouldBe([detail["SourceArn"]!.ToString()]);
        detail["Date"]!.ToString().ShouldStartWith(sample["time"]!.ToString()[..^1]);
        detail["SourceArn"]!.ToString().ShouldStartWith($"arn:aws:rds:eu-west-1:{sample["account"]}:");
        detail["SourceIdentifier"]!.ToString().ShouldNotBeEmpty();
    }

    private static string Kebab(string id) =>
        string.Concat(
            id.Select((c, i) => char.IsUpper(c) ? $"{(i == 0 ? "" : "-")}{char.ToLowerInvariant(c)}" : $"{c}")
        );

    private static TheoryData<string> Files(string events) =>
        [
            .. Directory
                .GetFiles(Repository.File("events"), events, SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Repository.File("events"), f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    private static JsonObject Envelope(string file)
    {
        var sample = Event(file);
        string[] members =
        [
            "version",
            "id",
            "detail-type",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "detail",
        ];
        sample.Select(m => m.Key).ShouldBe(members);
        Guid.TryParse(sample["id"]!.ToString(), out _).ShouldBeTrue();
        sample["region"]!.ToString().ShouldBe("eu-west-1");
        return sample;
    }

    private static JsonObject Event(string file) =>
        JsonNode.Parse(File.ReadAllText(Repository.File("events/" + file)))!.AsObject();

    // Exact values are all that these patterns use; anything else would throw here.
    private static bool Matches(JsonNode pattern, JsonNode value) =>
        pattern is JsonObject members
            ? members.All(m => value[m.Key] is { } member && Matches(m.Value!, member))
            : pattern.AsArray().Any(allowed => Expected(allowed!) == value.ToString());

    private static string Expected(JsonNode allowed) =>
        allowed.Short() == "Ref:AWS::AccountId" ? "111111111111" : allowed.GetValue<string>();
}
