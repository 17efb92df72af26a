using System.Text.Json.Nodes;
using static LocalCloud.Tests.Kms.KmsScenario;

namespace LocalCloud.Tests.Kms;

/// <summary>Key states × uses (KMS Developer Guide, Key states of AWS KMS keys).</summary>
public class KeyStateTests
{
    private static string KeyIn(KmsScenario kms, string state)
    {
        var arn = kms.CreateKey(
            new()
            {
                ["MultiRegion"] = state is "PendingReplicaDeletion" or "Creating",
                ["Origin"] = state == "PendingImport" ? "EXTERNAL" : "AWS_KMS",
            },
            state == "Creating" ? DrRegion : Home
        );
        switch (state)
        {
            case "Disabled":
                kms.Call(Admin, "DisableKey", Key(arn));
                break;
            case "PendingDeletion":
                kms.Call(Admin, "ScheduleKeyDeletion", Key(arn));
                break;
            case "PendingReplicaDeletion":
                kms.Call(Admin, "ReplicateKey", new() { ["KeyId"] = arn, ["ReplicaRegion"] = DrRegion });
                kms.Call(Admin, "ScheduleKeyDeletion", Key(arn));
                break;
            case "Creating":
                kms.Call(
                    Admin,
                    "ReplicateKey",
                    new() { ["KeyId"] = arn, ["ReplicaRegion"] = Home },
                    DrRegion
                );
                arn = arn.Replace(DrRegion, Home, StringComparison.Ordinal);
                break;
        }

        kms.State(arn).ShouldBe(state);
        return arn;
    }

    [Theory]
    [InlineData("Enabled", true)]
    [InlineData("Disabled", false)]
    [InlineData("PendingDeletion", false)]
    [InlineData("PendingReplicaDeletion", false)]
    [InlineData("PendingImport", false)]
    [InlineData("Creating", false)]
    public void RDS_uses_enabled_keys_only_and_everybody_may_describe_all(string state, bool usable)
    {
        var kms = new KmsScenario();
        var arn = KeyIn(kms, state);
        (kms.Use(Relay, arn) is not null).ShouldBe(usable);
        kms.Describe(arn)["Enabled"]!.GetValue<bool>().ShouldBe(usable);
    }

    [Theory]
    [InlineData("EnableKey", "Enabled", null)]
    [InlineData("EnableKey", "Disabled", null)]
    [InlineData("EnableKey", "PendingDeletion", "KMSInvalidStateException: KEY is pending deletion.")]
    [InlineData(
        "EnableKey",
        "PendingReplicaDeletion",
        "KMSInvalidStateException: KEY is pending replica deletion."
    )]
    [InlineData("EnableKey", "PendingImport", "KMSInvalidStateException: KEY is pending import.")]
    [InlineData("EnableKey", "Creating", "KMSInvalidStateException: KEY is creating.")]
    [InlineData("DisableKey", "Disabled", null)]
    [InlineData("DisableKey", "PendingDeletion", "KMSInvalidStateException: KEY is pending deletion.")]
    [InlineData("ScheduleKeyDeletion", "Enabled", null)]
    [InlineData("ScheduleKeyDeletion", "Disabled", null)]
    [InlineData("ScheduleKeyDeletion", "PendingImport", null)]
    [InlineData(
        "ScheduleKeyDeletion",
        "PendingDeletion",
        "KMSInvalidStateException: KEY is pending deletion."
    )]
    [InlineData("CancelKeyDeletion", "PendingDeletion", null)]
    [InlineData("CancelKeyDeletion", "PendingReplicaDeletion", null)]
    [InlineData("CancelKeyDeletion", "Enabled", "KMSInvalidStateException: KEY is not pending deletion.")]
    [InlineData("CancelKeyDeletion", "Disabled", "KMSInvalidStateException: KEY is not pending deletion.")]
    [InlineData("EnableKeyRotation", "Enabled", null)]
    [InlineData("EnableKeyRotation", "Disabled", "DisabledException: KEY is disabled.")]
    [InlineData("EnableKeyRotation", "PendingDeletion", "KMSInvalidStateException: KEY is pending deletion.")]
    [InlineData("GetKeyPolicy", "PendingDeletion", null)]
    [InlineData("GetKeyRotationStatus", "PendingDeletion", null)]
    [InlineData("ListAliases", "PendingDeletion", null)]
    public void An_operation_works_in_some_states_and_names_the_state_in_others(
        string operation,
        string state,
        string? refusal
    )
    {
        var kms = new KmsScenario();
        var arn = KeyIn(kms, state);
        if (refusal is null)
        {
            kms.Call(Admin, operation, Key(arn)).ShouldNotBeNull();
        }
        else
        {
            var error = kms.Refused(Admin, operation, Key(arn));
            $"{error.Code}: {error.Message}".ShouldBe(refusal.Replace("KEY", arn, StringComparison.Ordinal));
            error.Status.ShouldBe(400);
        }
    }

    [Fact]
    public void Deletion_waits_takes_the_aliases_along_and_can_be_cancelled()
    {
        var kms = new KmsScenario();
        var kept = kms.CreateKey();
        var gone = kms.CreateKey();
        kms.Call(Admin, "CreateAlias", new() { ["AliasName"] = "alias/gone", ["TargetKeyId"] = gone });
        foreach (var arn in new[] { kept, gone })
        {
            var reply = kms.Call(
                Admin,
                "ScheduleKeyDeletion",
                new() { ["KeyId"] = Id(arn), ["PendingWindowInDays"] = 7 }
            );
            reply["KeyId"]!.ToString().ShouldBe(arn);
            reply["KeyState"]!.ToString().ShouldBe("PendingDeletion");
            reply["PendingWindowInDays"]!.GetValue<int>().ShouldBe(7);
            reply["DeletionDate"]!.GetValue<double>().ShouldBe(kms.Time.Now.AddDays(7).ToUnixTimeSeconds());
            kms.Describe(arn)["DeletionDate"]!
                .GetValue<double>()
                .ShouldBe(reply["DeletionDate"]!.GetValue<double>());
        }

        kms.Pass(TimeSpan.FromDays(6));
        kms.Call(Admin, "CancelKeyDeletion", Key(kept))["KeyId"]!.ToString().ShouldBe(kept);
        kms.State(kept).ShouldBe("Disabled");
        kms.Describe(kept).ContainsKey("DeletionDate").ShouldBeFalse();
        kms.State("alias/gone").ShouldBe("PendingDeletion");

        kms.Pass(TimeSpan.FromDays(2));
        kms.Refused(Admin, "DescribeKey", Key(gone)).Code.ShouldBe("NotFoundException");
        kms.Refused(Admin, "DescribeKey", Key("alias/gone")).Message.ShouldContain("is not found.");
        kms.Call(Admin, "EnableKey", Key(kept));
        kms.Use(Admin, kept).ShouldNotBeNull();
    }

    [Fact]
    public void A_deletion_cancelled_and_scheduled_again_waits_anew()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        var week = new JsonObject { ["KeyId"] = arn, ["PendingWindowInDays"] = 7 };
        kms.Call(Admin, "ScheduleKeyDeletion", week);
        kms.Pass(TimeSpan.FromDays(5));
        kms.Call(Admin, "CancelKeyDeletion", Key(arn));
        kms.Call(Admin, "ScheduleKeyDeletion", week.DeepClone().AsObject());
        kms.Pass(TimeSpan.FromDays(3));
        kms.State(arn).ShouldBe("PendingDeletion");
        kms.Pass(TimeSpan.FromDays(5));
        kms.Refused(Admin, "DescribeKey", Key(arn)).Code.ShouldBe("NotFoundException");
    }

    [Theory]
    [InlineData(6, "greater than or equal to 7")]
    [InlineData(31, "less than or equal to 30")]
    public void The_waiting_period_is_7_to_30_days(int days, string text)
    {
        var kms = new KmsScenario();
        var error = kms.Refused(
            Admin,
            "ScheduleKeyDeletion",
            new() { ["KeyId"] = kms.CreateKey(), ["PendingWindowInDays"] = days }
        );
        error.Code.ShouldBe("ValidationException");
        error.Message.ShouldContain($"Value '{days}' at 'pendingWindowInDays'");
        error.Message.ShouldContain(text);
    }

    [Theory]
    [InlineData("RSA_2048", "ENCRYPT_DECRYPT", "EncryptionAlgorithms")]
    [InlineData("RSA_4096", "SIGN_VERIFY", "SigningAlgorithms")]
    [InlineData("ECC_NIST_P256", "SIGN_VERIFY", "SigningAlgorithms")]
    [InlineData("ECC_NIST_P384", "KEY_AGREEMENT", "KeyAgreementAlgorithms")]
    [InlineData("HMAC_256", "GENERATE_VERIFY_MAC", "MacAlgorithms")]
    public void RDS_uses_symmetric_encryption_keys_only(string spec, string usage, string algorithms)
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey(new() { ["KeySpec"] = spec, ["KeyUsage"] = usage });
        kms.Describe(arn)["KeySpec"]!.ToString().ShouldBe(spec);
        kms.Describe(arn)[algorithms]!.AsArray().ShouldNotBeEmpty();
        kms.State(arn).ShouldBe("Enabled");
        kms.Use(Admin, arn).ShouldBeNull();
    }
}
