using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>What AWS leaves open is decided by settings, of a running cloud too.</summary>
public class SettingsTests
{
    private readonly RdsWorld _world = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Copies_across_Region_and_account_in_one_step_are_accepted_or_refused(bool clusters)
    {
        var (home, dr) = (Of(_world.SourceHome, clusters), Of(_world.DrAway, clusters));
        _world.Keys.Add(RdsWorld.Source, RdsWorld.Home, "home", RdsWorld.Dr);
        home.Database("db");
        var source = home.Snapshot("db", "one");
        home.Share("one", RdsWorld.Dr);
        const string refusal =
            "400 InvalidParameterValue: A snapshot shared from another account can be copied in its own Region only.";

        dr.Copy(source, "accepted", "account");
        Change("singleStepCopies", false);
        dr.CopyRefusal(source, "refused", "account").ShouldBe(refusal);
        Of(_world.SourceAway, clusters).Copy(source, "two-steps", "region");
        Change("singleStepCopies", true);
        dr.Copy(source, "accepted-again", "account");
        _world.Settle();

        dr.Progress("accepted").ShouldBe("available 100");
        dr.List().ShouldBe(["accepted", "accepted-again"]);
    }

    [Fact]
    public void What_is_given_changes_and_everything_else_stays()
    {
        Change("sseRdsCopies", "keeps-owned-key");
        var now = Change("clusterCopiesInProgress", 1);

        now["sseRdsCopies"]!.GetValue<string>().ShouldBe("keeps-owned-key");
        now["copyStartsAfter"]!.GetValue<string>().ShouldBe("00:00:15");
        _world.Rds.Settings.ShouldBe(
            new RdsSettings { SseRdsCopies = SseRdsCopies.KeepsOwnedKey, ClusterCopiesInProgress = 1 }
        );
        Path("GET").Handle([]).ToJsonString().ShouldBe(now.ToJsonString());
    }

    [Theory]
    [InlineData("colour", "\"red\"", "colour")]
    [InlineData("sseRdsCopies", "\"maybe\"", "sseRdsCopies")]
    [InlineData("singleStepCopies", "null", "singleStepCopies")]
    [InlineData("throughputMiBPerSecond", "0", "throughputMiBPerSecond: expected above 0")]
    [InlineData("incrementalFraction", "2", "incrementalFraction: expected 0 to 1")]
    [InlineData("copyStartsAfter", "\"-00:00:01\"", "copyStartsAfter: expected 0 or more")]
    [InlineData("manualClusterSnapshots", "-1", "manual DBClusterSnapshots: expected 0 or more")]
    public void What_makes_no_sense_changes_nothing(string name, string value, string message)
    {
        var error = Should.Throw<AwsError>(() =>
            Path("POST").Handle(new JsonObject { [name] = JsonNode.Parse(value) })
        );

        error.Code.ShouldBe("InvalidInput");
        error.Message.ShouldContain(message);
        _world.Rds.Settings.ShouldBe(new RdsSettings());
    }

    private JsonNode Change(string name, JsonNode value) =>
        Path("POST").Handle(new JsonObject { [name] = value });

    private LocalPath Path(string method) =>
        new RdsPaths(_world.Rds).LocalPaths.Single(p =>
            p.Method == method && p.Path == "/_local/rds-settings"
        );

    private static Account Of(Account account, bool clusters) => clusters ? account.Clusters : account;
}
