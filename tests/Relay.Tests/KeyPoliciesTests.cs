namespace Relay.Tests;

/// <summary>What is asked of the policies of source keys, as AWS uses the key.</summary>
public sealed class KeyPoliciesTests
{
    private static readonly RelaySettings Jobs = Some.Settings(Some.Jobs());

    [Fact]
    public void AWS_Backup_needs_of_a_source_key_what_its_service_linked_role_s_policy_lists()
    {
        var asked = KeyPolicies.OfSourceKey(Route.BackupCopyJob, Some.SourceKey, Jobs);
        asked.ShouldAllBe(q =>
            q.Principal.EndsWith("/AWSServiceRoleForBackup") && q.Account == "222222222222"
        );
        // AWSBackupServiceLinkedRolePolicyForBackup.
        asked
            .Where(q => q.Context["kms:ViaService"] is not null)
            .ShouldAllBe(q =>
                q.Actions.SequenceEqual(
                    new[]
                    {
                        "kms:Decrypt",
                        "kms:ReEncryptFrom",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:CreateGrant",
                    }
                )
            );
        asked[^1].Actions.ShouldBe(["kms:DescribeKey"]);
    }

    [Theory]
    [InlineData(Route.DirectToAccount, "rds.eu-west-1.amazonaws.com rds.eu-central-1.amazonaws.com")]
    [InlineData(Route.BackupCopyJob, "rds.eu-west-1.amazonaws.com rds.eu-central-1.amazonaws.com ")]
    public void Either_Region_s_RDS_may_use_the_key(Route route, string services) =>
        string.Join(
                ' ',
                KeyPolicies
                    .OfSourceKey(route, Some.SourceKey, Jobs)
                    .Select(q => q.Context["kms:ViaService"] ?? "")
            )
            .ShouldBe(services);

    [Fact]
    public void What_is_known_of_the_caller_is_said()
    {
        var question = KeyPolicies.OfSourceKey(Route.DirectToAccount, Some.SourceKey, Jobs)[0];
        question.Context.ShouldBe(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["aws:PrincipalArn"] = $"{Jobs.DrAccount!.Copier}",
                ["aws:PrincipalAccount"] = "222222222222",
                ["kms:CallerAccount"] = "222222222222",
                ["kms:ViaService"] = "rds.eu-west-1.amazonaws.com",
                ["kms:GrantIsForAWSResource"] = "true",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void Who_is_asked_about_is_said_in_words_for_people()
    {
        Whom(Route.DirectToAccount).ShouldBe(["the DR account's copier"]);
        Whom(Route.BackupCopyJob).ShouldBe(["the DR account's AWS Backup"]);
        KeyPolicies.OfVault(Jobs.RecoveryPoints.CopyRole!).Who.ShouldBe("the relay's role for AWS Backup");

        static IEnumerable<string> Whom(Route route) =>
            KeyPolicies.OfSourceKey(route, Some.SourceKey, Jobs).Select(q => q.Who).Distinct();
    }

    [Theory]
    [InlineData("""{"Bool":{"kms:GrantIsForAWSResource":"true"}}""")]
    [InlineData("""{"StringLike":{"kms:ViaService":"rds.*"}}""")]
    public void AWS_Backup_looks_at_a_key_by_itself_for_no_resource_and_through_no_service(string condition)
    {
        var look = KeyPolicies.OfSourceKey(Route.BackupCopyJob, Some.SourceKey, Jobs)[^1];
        PolicyReader
            .Ask(
                $$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"*","Condition":{{condition}} } }""",
                look
            )
            .ShouldBeOfType<PolicyAnswer.Refuses>();
    }
}
