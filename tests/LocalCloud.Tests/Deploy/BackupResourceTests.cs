using LocalCloud.Deploy;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Deploy;

public sealed class BackupResourceTests
{
    private const string Template = """
        Resources:
          Key: {Type: AWS::KMS::Key, Properties: {Description: Copies}}
          Linked: {Type: AWS::IAM::ServiceLinkedRole, Properties: {AWSServiceName: backup.amazonaws.com}}
          Vault:
            Type: AWS::Backup::BackupVault
            Properties:
              BackupVaultName: relay
              EncryptionKeyArn: !GetAtt Key.Arn
              AccessPolicy:
                Statement: [{Effect: Allow, Principal: {AWS: 'arn:aws:iam::222222222222:root'}, Action: backup:CopyIntoBackupVault, Resource: '*'}]
              LockConfiguration: {MinRetentionDays: 7, MaxRetentionDays: 35, ChangeableForDays: 3}
        Outputs:
          Arn: {Value: !GetAtt Vault.BackupVaultArn}
          Name: {Value: !Ref Vault}
          Role: {Value: !Ref Linked}
        """;

    private readonly RecordingPorts _ports = new();

    [Fact]
    public void A_vault_is_made_with_its_key_policy_and_lock()
    {
        var stack = _ports.Deploy(Template);

        const string arn = "arn:aws:backup:eu-central-1:111111111111:backup-vault:relay";
        stack.Outputs["Arn"].ShouldBe(arn);
        stack.Outputs["Name"].ShouldBe("relay");
        var vault = _ports.Vaults[arn];
        vault.KeyArn.ShouldBe("arn:aws:kms:eu-central-1:111111111111:key/1");
        vault.Lock.ShouldBe(new NewVaultLock(7, 35, 3));
        $"{vault.Policy!["Statement"]![0]!["Action"]}".ShouldBe("backup:CopyIntoBackupVault");
    }

    [Fact]
    public void A_service_linked_role_is_made_as_the_service_names_it()
    {
        var stack = _ports.Deploy(Template);

        stack.Outputs["Role"].ShouldBe("AWSServiceRoleForBackup");
        var role = _ports.Roles[
            "arn:aws:iam::111111111111:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
        ];
        $"{role.Trust["Statement"]![0]!["Principal"]!["Service"]}".ShouldBe("backup.amazonaws.com");
    }

    [Fact]
    public async Task A_vault_that_AWS_Backup_refuses_is_refused_by_name()
    {
        await using var cloud = Cloud.Create(new CloudOptions());
        var folder = Directory.CreateTempSubdirectory("vault-");
        try
        {
            var path = Path.Combine(folder.FullName, "template.yaml");
            await File.WriteAllTextAsync(
                path,
                "Resources: {Vault: {Type: AWS::Backup::BackupVault, Properties: {BackupVaultName: x}}}",
                TestContext.Current.CancellationToken
            );
            var request = new StackRequest(
                path,
                "vaults",
                "111111111111",
                "eu-central-1",
                new Dictionary<string, string>(StringComparer.Ordinal)
            );

            Should
                .Throw<TemplateException>(() => cloud.Deployer.Deploy(request))
                .Message.ShouldContain("InvalidParameterValueException: Invalid backup vault name 'x'");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
