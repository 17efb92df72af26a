using System.Text.Json.Nodes;
using LocalCloud.Sns;

namespace Scenarios;

/// <summary>What the topics have told, to whoever reads them.</summary>
internal sealed partial class Estate
{
    /// <summary>As it is deployed, with its schedules, and databases under a customer managed key.</summary>
    public static async Task<Estate> Deployed(params string[] databases)
    {
        var estate = Start();
        estate.TurnSchedulesOn();
        foreach (var database in databases)
        {
            await estate.Database(database, await estate.Key());
        }

        return estate;
    }

    /// <summary>For an hour nothing runs that is scheduled.</summary>
    public async Task SkipARun()
    {
        Cloud.Schedules.Enabled = false;
        await RunFor(TimeSpan.FromHours(1));
        Cloud.Schedules.Enabled = true;
    }

    /// <summary>The messages of an account's topic; each account has its own.</summary>
    public IReadOnlyList<InboxMessage> Inbox(string account) =>
        [.. Cloud.Sns.Inbox.Where(m => m.TopicArn.Contains(account, StringComparison.Ordinal))];

    /// <summary>The lines of the only message of the source account's topic.</summary>
    public IReadOnlyList<string> Told()
    {
        var message = Inbox(Source).ShouldHaveSingleItem();
        message.TopicArn.ShouldBe("arn:aws:sns:eu-central-1:111111111111:snapshot-relay-notifications");
        return [.. message.Text.Split('\n').Select(line => (string)JsonNode.Parse(line)!)];
    }

    /// <summary>The descriptions in the source account's messages of an alarm; that Reconcile did not run may be told, too.</summary>
    public IReadOnlyList<string?> Alarms(string name) =>
        [
            .. Inbox(Source)
                .Select(m => JsonNode.Parse(m.Text))
                .OfType<JsonObject>()
                .Where(m => (string?)m["AlarmName"] == name)
                .Select(m => (string?)m["AlarmDescription"]),
        ];

    /// <summary>The description in the only message of the source account's topic, which is of this alarm.</summary>
    public string? Alarm(string name)
    {
        var message = JsonNode.Parse(Inbox(Source).ShouldHaveSingleItem().Text)!;
        ((string?)message["AlarmName"]).ShouldBe(name);
        return (string?)message["AlarmDescription"];
    }
}
