using System.Text.Json;
using System.Text.RegularExpressions;

namespace Templates.Tests;

public sealed class NotificationTests
{
    private static readonly (Template Template, Resource Rule)[] Rules =
    [
        .. Template.All.SelectMany(t =>
            t.ResourcesOrNone("AWS::Events::Rule")
                .Where(r => r.Property("Targets/0/Arn").Short() == "Ref:Notifications")
                .Select(r => (t, r))
        ),
    ];

    [Fact]
    public void Every_message_is_made_of_lines_that_stay_texts_whatever_is_put_into_them()
    {
        Rules.Length.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var (_, rule) in Rules)
        {
            var paths = rule.Property("Targets/0/InputTransformer/InputPathsMap").AsObject();
            var template = rule.Property("Targets/0/InputTransformer/InputTemplate").Short();
            // EventBridge API Reference, InputTransformer: keys, dot notation, length.
            paths.ShouldAllBe(p => Regex.IsMatch(p.Key, "^[A-Za-z0-9]+$") && p.Key != "aws");
            paths.ShouldAllBe(p => Regex.IsMatch(p.Value!.ToString(), @"^\$(\.[A-Za-z]+)+$"));
            template.Length.ShouldBeLessThan(8192);
            Regex
                .Matches(template, "<([^>]*)>")
                .Select(m => m.Groups[1].Value)
                .Distinct()
                .ShouldBe(paths.Select(p => p.Key), ignoreOrder: true, rule.Id);
            foreach (var line in Regex.Replace(template, "<[^>]*>", "text").Split('\n'))
            {
                JsonSerializer.Deserialize<string>(line).ShouldNotBeNullOrWhiteSpace(rule.Id);
            }
        }
    }

    [Fact]
    public void Every_message_begins_with_whose_it_is()
    {
        foreach (var (_, rule) in Rules)
        {
            rule.Property("Targets/0/InputTransformer/InputTemplate")
                .Short()
                .ShouldStartWith("\"Snapshot Relay '${RelayName}': ");
        }
    }

    [Fact]
    public void EventBridge_may_publish_without_a_condition_since_it_fulfils_none_and_alarms_of_this_account_may()
    {
        foreach (var template in Template.All.Where(t => t.ResourcesOrNone("AWS::SNS::Topic").Count > 0))
        {
            var policy = template.Resources("AWS::SNS::TopicPolicy").ShouldHaveSingleItem();
            policy.Property("Topics/0").Short().ShouldBe("Ref:Notifications");
            foreach (var statement in Statement.Of(policy.Property("PolicyDocument")))
            {
                statement.Actions.ShouldBe(["sns:Publish"]);
                statement.Resources.ShouldBe(["Ref:Notifications"]);
                switch (statement.Body["Principal"]!["Service"]!.ToString())
                {
                    case "events.amazonaws.com":
                        statement.Body["Condition"].ShouldBeNull();
                        break;
                    case var service:
                        service.ShouldBe("cloudwatch.amazonaws.com");
                        statement.When("StringEquals", "aws:SourceAccount").ShouldBe("Ref:AWS::AccountId");
                        break;
                }
            }
        }
    }

    [Fact]
    public void A_person_who_wants_mail_gets_it_and_nobody_else()
    {
        foreach (var template in new[] { Template.Relay, Template.DrAccount })
        {
            var mail = template.Resources("AWS::SNS::Subscription").ShouldHaveSingleItem();
            mail.Body["Condition"]!.ToString().ShouldBe("TellsByEmail");
            mail.Property("Endpoint").Short().ShouldBe("Ref:NotificationEmail");
        }
    }
}
