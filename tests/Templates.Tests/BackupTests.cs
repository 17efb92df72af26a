namespace Templates.Tests;

/// <summary>What AWS Backup needs to copy recovery points: vaults, a role, keys; there only while RecoveryPoints is jobs.</summary>
public sealed class BackupTests
{
    private const string ServiceRole = "role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

    private static readonly Resource Copier = Template.Relay.Resource("BackupCopier");
    private static readonly Resource RegionVault = Template.Relay.Resource("RegionVault");
    private static readonly Resource DrVault = Template.DrAccount.Resource("Vault");

    [Fact]
    public void There_is_none_of_it_unless_it_is_asked_for()
    {
        Template.Relay.Section("Parameters")["RecoveryPoints"]!["Default"]!.ToString().ShouldBe("off");
        foreach (var name in new[] { "BackupVault", "VaultLock" })
        {
            Template.DrAccount.Section("Parameters")[name]!["Default"]!.ToString().ShouldBe("off");
        }

        foreach (var resource in (Resource[])[Copier, RegionVault])
        {
            resource.Body["Condition"]!.ToString().ShouldBe("CopiesByJobs");
        }

        DrVault.Body["Condition"]!.ToString().ShouldBe("MakesVault");
        Template.DrAccount.Resource("BackupServiceRole").Body["Condition"]!
            .ToString()
            .ShouldBe("MakesBackupServiceRole");
        Template.Relay.Section("Conditions")["CopiesByJobs"]!
            .Short()
            .ShouldBe("""{"Fn::Equals":[{"Ref":"RecoveryPoints"},"jobs"]}""");
    }

    [Fact]
    public void Every_vault_is_named_like_the_relay_and_outlives_its_stack()
    {
        foreach (var vault in (Resource[])[RegionVault, DrVault])
        {
            vault.Property("BackupVaultName").Short().ShouldBe("Ref:RelayName");
            vault.Body["DeletionPolicy"]!.ToString().ShouldBe("Retain");
            vault.Body["UpdateReplacePolicy"]!.ToString().ShouldBe("Retain");
        }

        const string arn =
            "arn:${AWS::Partition}:backup:${AWS::Region}:${AWS::AccountId}:backup-vault:${RelayName}";
        Template.DrAccount.Section("Outputs")["VaultArn"]!["Value"]!.Short().ShouldBe(arn);
        Variable("REGION_VAULT_ARN").ShouldBe(arn);
        Variable("BACKUP_ROLE_ARN").ShouldBe("GetAtt:BackupCopier.Arn");
    }

    [Fact]
    public void Only_the_role_that_AWS_Backup_copies_with_for_the_relay_adds_to_the_DR_accounts_vault()
    {
        var statement = Statement.Of(DrVault.Property("AccessPolicy")).ShouldHaveSingleItem();
        statement.Actions.ShouldBe(["backup:CopyIntoBackupVault"]);
        statement.Body["Principal"]!["AWS"]!
            .Short()
            .ShouldBe("arn:${AWS::Partition}:iam::${SourceAccountId}:root");
        statement
            .When("ArnLike", "aws:PrincipalArn")
            .ShouldBe(
                "arn:${AWS::Partition}:iam::${SourceAccountId}:role"
                    + Copier.Property("Path").Short()
                    + Copier.Property("RoleName").Short()
            );
    }

    [Fact]
    public void That_role_is_AWS_Backups_and_is_passed_to_no_other_service()
    {
        Copier
            .Property("AssumeRolePolicyDocument/Statement/0/Principal")
            .ToJsonString()
            .ShouldBe("""{"Service":"backup.amazonaws.com"}""");
        var passing = Template
            .Relay.Resources("AWS::IAM::Role")
            .SelectMany(r => r.Statements())
            .Where(s => s.Actions.Contains("iam:PassRole"))
            .ToList();
        passing.Count.ShouldBe(2);
        passing.ShouldAllBe(s => s.Resources.Single() == "GetAtt:BackupCopier.Arn");
        passing.ShouldAllBe(s => s.When("StringEquals", "iam:PassedToService") == "backup.amazonaws.com");
    }

    [Fact]
    public void It_copies_out_of_any_vault_into_these_two_alone()
    {
        const string region =
            "arn:${AWS::Partition}:backup:${AWS::Region}:${AWS::AccountId}:backup-vault:${RelayName}";
        const string dr =
            """{"Fn::If":["CopiesToDrAccount",{"Fn::Sub":"${DrVaultArn}"},{"Ref":"AWS::NoValue"}]}""";
        Only("backup:CopyIntoBackupVault").Resources.ShouldBe([region, dr]);
        Only("backup:CopyFromBackupVault").Body["Condition"]!["ForAllValues:ArnLike"]!
            ["backup:CopyTargets"]
            .Items()
            .Select(n => n.Short())
            .ShouldBe([region, dr]);
    }

    [Fact]
    public void It_changes_only_snapshots_that_AWS_Backup_owns_and_deletes_only_copies()
    {
        string[] reads =
        [
            "rds:DescribeDBSnapshots",
            "rds:DescribeDBClusterSnapshots",
            "rds:ListTagsForResource",
        ];
        var changes = Copier
            .Statements()
            .Where(s =>
                s.Actions.Any(a => a.StartsWith("rds:", StringComparison.Ordinal) && !reads.Contains(a))
            )
            .ToList();
        changes.Count.ShouldBe(3);
        changes.ShouldAllBe(s =>
            s.Resources.All(r => r.EndsWith("snapshot:awsbackup:*", StringComparison.Ordinal))
        );
        Only("rds:DeleteDBSnapshot")
            .Resources.ShouldAllBe(r => r.Contains(":rds:${AWS::Region}:${AWS::AccountId}:"));
    }

    [Fact]
    public void Types_that_are_no_databases_are_copied_with_the_policy_that_AWS_gives_for_them()
    {
        Copier
            .Property("ManagedPolicyArns")
            .Short()
            .ShouldBe(
                """{"Fn::If":["CopiesOtherTypes",[{"Fn::Sub":"arn:${AWS::Partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"}],{"Ref":"AWS::NoValue"}]}"""
            );
        Template
            .Relay.Resources("AWS::IAM::Role")
            .Where(r => r.Body["Properties"]!["ManagedPolicyArns"] is not null)
            .Select(r => r.Id)
            .ShouldBe(["BackupCopier"]);
    }

    [Fact]
    public void Recovery_points_are_those_of_this_account_unless_other_types_are_listed()
    {
        var statements = Template
            .Relay.Resources("AWS::IAM::Role")
            .SelectMany(r => r.Statements())
            .Where(s =>
                s.Actions.Contains("backup:StartCopyJob")
                || s.Actions.Contains("backup:DescribeRecoveryPoint")
            )
            .ToList();
        statements.Count.ShouldBe(8);
        foreach (var resource in statements.SelectMany(s => s.Resources))
        {
            (
                resource.EndsWith("snapshot:awsbackup:*", StringComparison.Ordinal)
                || resource.EndsWith(":recovery-point:*", StringComparison.Ordinal)
                || resource.StartsWith("""{"Fn::If":["ListsOtherTypes",""", StringComparison.Ordinal)
            ).ShouldBeTrue(resource);
        }
    }

    [Fact]
    public void The_DR_accounts_AWS_Backup_looks_at_the_region_key_and_uses_it_for_other_types_through_their_services()
    {
        var statements = Statement.Of(Template.Relay.Resource("RegionKey").Property("KeyPolicy")).ToList();
        var (look, use) = (statements[^2], statements[^1]);
        (look.If, use.If).ShouldBe(("CopiesByJobsToDrAccount", "CopiesOtherTypesToDrAccount"));
        look.Actions.ShouldBe(["kms:DescribeKey"]);
        use.When("StringEquals", "kms:ViaService")!.ShouldNotContain("rds.");
        foreach (var statement in (Statement[])[look, use])
        {
            statement
                .When("ArnLike", "aws:PrincipalArn")
                .ShouldBe($"arn:${{AWS::Partition}}:iam::${{DrAccountId}}:{ServiceRole}");
        }
    }

    [Fact]
    public void The_DR_accounts_AWS_Backup_uses_the_account_key_while_there_is_a_vault()
    {
        var statements = Statement
            .Of(Template.DrAccount.Resource("AccountKey").Property("KeyPolicy"))
            .Where(s => s.If == "MakesVault")
            .ToList();
        statements.Count.ShouldBe(2);
        statements.ShouldAllBe(s =>
            s.When("ArnLike", "aws:PrincipalArn")
            == "arn:${AWS::Partition}:iam::${AWS::AccountId}:" + ServiceRole
        );
    }

    [Fact]
    public void A_lock_is_of_governance_mode_unless_compliance_is_asked_for()
    {
        var @lock = DrVault.Property("LockConfiguration/Fn::If");
        @lock[0]!.ToString().ShouldBe("LocksVault");
        var days = @lock[1]!["ChangeableForDays"]!["Fn::If"]!;
        (days[0]!.ToString(), days[2]!.Short()).ShouldBe(("LocksVaultForGood", "Ref:AWS::NoValue"));
        Template.DrAccount.Section("Rules")["VaultLockNeedsABackupVault"]!["Assertions"]![0]!["Assert"]!
            .Short()
            .ShouldBe("""{"Fn::Equals":[{"Ref":"BackupVault"},"on"]}""");
    }

    private static Statement Only(string action) =>
        Copier.Statements().Single(s => s.Actions.Contains(action));

    private static string Variable(string name) =>
        Template.Relay.Section("Globals")["Function"]!["Environment"]!["Variables"]![name]!["Fn::If"]![
            1
        ]!.Short();
}
