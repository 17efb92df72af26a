using System.Text.Json.Nodes;
using LocalCloud.Deploy;

namespace LocalCloud.Tests.Deploy;

/// <summary>What the three templates promise to whoever deploys them, judged from the evaluated resources.</summary>
public sealed class TemplatePromisesTests
{
    // KMS Developer Guide, "Allowing users in other accounts to use a KMS key", with ReEncrypt* and GenerateDataKey* written out.
    private static readonly string[] _use =
    [
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
    ];

    private static readonly string[] _grants = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

    public static TheoryData<string> Cases => RelayStacksTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_function_has_its_own_role(string @case)
    {
        var functions = Resources(@case, "AWS::Lambda::Function");

        functions.Count.ShouldBe(10);
        functions.Select(f => Text(f, "Role")).Distinct().Count().ShouldBe(10);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Policies_name_actions_one_by_one_and_resources_by_ARN(string @case)
    {
        var statements = Resources(@case, "AWS::IAM::Role")
            .SelectMany(role => role.Properties["Policies"]!.AsArray())
            .SelectMany(policy => Statements(policy!["PolicyDocument"]!))
            .ToList();

        statements.Count.ShouldBeGreaterThan(20);
        statements.SelectMany(s => Texts(s["Action"])).ShouldAllBe(action => !action.Contains('*'));
        statements.ShouldAllBe(s => s["NotAction"] == null && s["NotResource"] == null);
        // CloudWatch Logs knows no resources for log deliveries (Service Authorization Reference).
        statements
            .Where(s => Texts(s["Resource"]).Contains("*"))
            .SelectMany(s => Texts(s["Action"]))
            .ShouldAllBe(action => action.StartsWith("logs:"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_rule_target_has_a_dead_letter_queue(string @case)
    {
        var targets = Resources(@case, "AWS::Events::Rule")
            .SelectMany(rule => rule.Properties["Targets"]!.AsArray());

        targets.ShouldNotBeEmpty();
        targets.ShouldAllBe(target => target!["DeadLetterConfig"]!["Arn"] != null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_function_that_a_rule_calls_has_a_dead_letter_queue(string @case)
    {
        var called = Resources(@case, "AWS::Events::Rule")
            .SelectMany(rule => rule.Properties["Targets"]!.AsArray())
            .Select(target => target!["Arn"]!.ToString())
            .ToHashSet();
        var functions = Resources(@case, "AWS::Lambda::Function")
            .Where(f => called.Contains(f.Arn!))
            .ToList();

        functions.ShouldNotBeEmpty();
        functions.ShouldAllBe(f => f.Properties["DeadLetterConfig"]!["TargetArn"] != null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dead_letters_are_kept_as_long_as_SQS_keeps_them(string @case) =>
        Resources(@case, "AWS::SQS::Queue")
            .ShouldAllBe(queue => Text(queue, "MessageRetentionPeriod") == "1209600");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logs_go_to_groups_of_the_stack_which_have_a_retention(string @case)
    {
        var groups = Resources(@case, "AWS::Logs::LogGroup");

        groups.ShouldAllBe(group => group.Properties["RetentionInDays"] != null);
        Resources(@case, "AWS::Lambda::Function")
            .Select(f => f.Properties["LoggingConfig"]!["LogGroup"]!.ToString())
            .ShouldBeSubsetOf(groups.Select(group => group.PhysicalId));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keys_rotate_and_outlive_their_stack(string @case)
    {
        var keys = Resources(@case, "AWS::KMS::Key");

        keys.Count.ShouldBe(@case == "copy" ? 2 : 1);
        keys.ShouldAllBe(key =>
            Text(key, "EnableKeyRotation") == "true"
            && key.DeletionPolicy == "Retain"
            && key.UpdateReplacePolicy == "Retain"
        );
    }

    [Fact]
    public void The_region_keys_policy_lets_the_DR_accounts_relay_roles_use_it_through_RDS()
    {
        var (ports, relay) = RelayStacksTests.Deploy("copy");
        var given = Statements(ports.Keys[relay.RegionKeyArn])
            .Where(s => s["Principal"]!["AWS"]!.ToString() == "arn:aws:iam::222222222222:root")
            .ToList();

        given.SelectMany(s => Texts(s["Action"])).ShouldBe([.. _use, .. _grants], ignoreOrder: true);
        foreach (var condition in given.Select(s => s["Condition"]!))
        {
            condition["StringEquals"]!["kms:ViaService"]!
                .ToString()
                .ShouldBe("rds.eu-central-1.amazonaws.com");
            condition["ArnLike"]!["aws:PrincipalArn"]!
                .ToString()
                .ShouldBe("arn:aws:iam::222222222222:role/snapshot-relay/snapshot-relay/*");
        }

        var grants = given.Single(s => Texts(s["Action"]).Contains("kms:CreateGrant"));
        grants["Condition"]!["Bool"]!["kms:GrantIsForAWSResource"]!.ToString().ShouldBe("true");
    }

    [Fact]
    public void Without_a_DR_account_no_other_account_may_use_the_region_key()
    {
        var (ports, relay) = RelayStacksTests.Deploy("none");

        Statements(ports.Keys[relay.RegionKeyArn])
            .Select(s => s["Principal"]!["AWS"]!.ToString())
            .ShouldBe(["arn:aws:iam::111111111111:root"]);
    }

    [Fact]
    public void The_DR_account_trusts_functions_of_the_relay_that_know_the_external_id()
    {
        var (ports, relay) = RelayStacksTests.Deploy("copy");

        foreach (var arn in (string[])[relay.CopierRoleArn!, relay.ReaderRoleArn!])
        {
            var trust = Statements(ports.Roles[arn].Trust).ShouldHaveSingleItem();
            trust["Principal"]!["AWS"]!.ToString().ShouldBe("arn:aws:iam::111111111111:root");
            trust["Condition"]!["StringEquals"]!["sts:ExternalId"]!
                .ToString()
                .ShouldBe(relay.Settings.ExternalId);
            Texts(trust["Condition"]!["ArnLike"]!["aws:PrincipalArn"]).ShouldBeSubsetOf(relay.RoleArns);
        }
    }

    private static List<StackResource> Resources(string @case, string type) =>
        [.. RelayStacksTests.Deploy(@case).Relay.Stacks.SelectMany(stack => stack.OfType(type))];

    private static string? Text(StackResource resource, string property) =>
        resource.Properties[property]?.ToString();

    private static IEnumerable<JsonNode> Statements(JsonNode policy) =>
        policy["Statement"]!.AsArray().Select(s => s!);

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node is JsonArray list ? list.Select(item => item!.ToString()) : [node!.ToString()];
}
