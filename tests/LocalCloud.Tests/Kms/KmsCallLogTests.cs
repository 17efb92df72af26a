using static LocalCloud.Tests.Kms.KmsScenario;

namespace LocalCloud.Tests.Kms;

/// <summary>What the call log holds: the evidence for the IAM check.</summary>
public class KmsCallLogTests
{
    [Fact]
    public void A_direct_call_is_logged_with_its_key_and_its_caller_s_role()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        kms.Describe(arn, Relay);
        var call = kms.Log.Calls[^1];
        call.Action.ShouldBe("kms:DescribeKey");
        call.Resource.ShouldBe(arn);
        call.Caller.ShouldBe(Relay.RoleArn);
        call.Region.ShouldBe(Home);
        call.Implied.ShouldBeFalse();
        call.Context["kms:CallerAccount"].ShouldBe(Source);
        call.Context.ContainsKey("kms:ViaService").ShouldBeFalse();
    }

    [Fact]
    public void What_RDS_does_with_a_key_is_logged_where_the_key_is_even_when_it_is_refused()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        var before = kms.Log.Calls.Count;
        kms.Use(Copier, arn).ShouldBeNull();

        var implied = kms.Log.Calls.Skip(before).ToList();
        implied
            .Select(c => c.Action)
            .ShouldBe([
                "kms:DescribeKey",
                "kms:CreateGrant",
                "kms:Decrypt",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo",
            ]);
        implied.ShouldAllBe(c =>
            c.Implied
            && c.Resource == arn
            && c.Region == Home
            && c.AccountId == Dr
            && c.Context["kms:ViaService"] == "rds.eu-west-1.amazonaws.com"
            && c.Context["kms:CallerAccount"] == Dr
            && c.Context.ContainsKey("kms:GrantIsForAWSResource") == (c.Action == "kms:CreateGrant")
        );
    }

    [Fact]
    public void Replicating_and_tagging_need_more_than_their_name_says()
    {
        var kms = new KmsScenario();
        var primary = kms.CreateKey(new() { ["MultiRegion"] = true });
        var before = kms.Log.Calls.Count;
        kms.Call(
            Admin,
            "ReplicateKey",
            new()
            {
                ["KeyId"] = primary,
                ["ReplicaRegion"] = DrRegion,
                ["Tags"] = new System.Text.Json.Nodes.JsonArray(
                    new System.Text.Json.Nodes.JsonObject { ["TagKey"] = "team", ["TagValue"] = "orders" }
                ),
            }
        );
        kms.Log.Calls.Skip(before)
            .Select(c => (c.Action, c.Region, c.Implied))
            .ShouldBe([
                ("kms:ReplicateKey", Home, false),
                ("kms:CreateKey", DrRegion, true),
                ("kms:TagResource", DrRegion, true),
            ]);
        kms.Log.Calls[before].Context["kms:ReplicaRegion"].ShouldBe(DrRegion);
    }
}
