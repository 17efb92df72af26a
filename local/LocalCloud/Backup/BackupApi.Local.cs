using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LocalCloud.Gateway;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>What AWS Backup offers no call for, or another service would have to.</summary>
public sealed partial class BackupApi : ILocalPaths
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <inheritdoc/>
    public IEnumerable<LocalPath> LocalPaths =>
        [
            new("GET", "/_local/backup-settings", _ => DescribeSettings()),
            new("POST", "/_local/backup-settings", ChangeSettings),
            new("GET", "/_local/organization", _ => DescribeOrganization()),
            new("POST", "/_local/organization", ChangeOrganization),
            new("POST", "/_local/backup-resource", CreateResource),
            new("POST", "/_local/continuous-backup", StartContinuousBackup),
        ];

    private JsonObject DescribeSettings() => (JsonObject)JsonSerializer.SerializeToNode(Settings, Json)!;

    /// <summary>What is given changes, everything else stays; what has begun goes on as it was.</summary>
    private JsonObject ChangeSettings(JsonObject input)
    {
        var settings = DescribeSettings();
        foreach (var (name, value) in input)
        {
            settings[name] = value?.DeepClone();
        }

        try
        {
            Settings = BackupRules.Sensible(settings.Deserialize<BackupSettings>(Json)!);
        }
        catch (JsonException e)
        {
            throw new AwsError("InvalidInput", e.Message);
        }

        return DescribeSettings();
    }

    private JsonObject DescribeOrganization() =>
        new()
        {
            ["id"] = Organization.Id,
            ["managementAccountId"] = Organization.ManagementAccountId,
            ["members"] = new JsonArray([.. Organization.Members.Select(m => JsonValue.Create(m))]),
            ["crossAccountBackup"] = Organization.CrossAccountBackup,
        };

    private JsonObject ChangeOrganization(JsonObject input)
    {
        if (input["members"] is not (null or JsonArray))
        {
            throw new AwsError("InvalidInput", "'members' is no list of account ids");
        }

        var members = (input["members"] as JsonArray)?.Select(m => $"{m}") ?? Organization.Members;
        Organization.SetMembers(
            LocalApi.OptionalText(input, "managementAccountId") ?? Organization.ManagementAccountId,
            [.. members]
        );
        if (input["crossAccountBackup"] is JsonValue value)
        {
            Organization.SetCrossAccountBackup(
                value.TryGetValue<bool>(out var enabled)
                    ? enabled
                    : throw new AwsError("InvalidInput", "'crossAccountBackup' is neither true nor false"),
                _agenda.Now
            );
        }

        return DescribeOrganization();
    }

    private JsonObject CreateResource(JsonObject input) =>
        new()
        {
            ["resourceArn"] = _simple.Create(
                LocalApi.Text(input, "accountId"),
                LocalApi.Text(input, "region"),
                LocalApi.Text(input, "type"),
                LocalApi.Text(input, "name"),
                int.TryParse($"{input["sizeGiB"] ?? 100}", CultureInfo.InvariantCulture, out var size)
                && size > 0
                    ? size
                    : throw new AwsError("InvalidInput", "'sizeGiB' is no whole number above 0"),
                LocalApi.OptionalText(input, "keyArn")
            ),
        };

    /// <summary>A backup plan with continuous backups runs: there is no call for one.</summary>
    private JsonObject StartContinuousBackup(JsonObject input)
    {
        var arn =
            VaultArn.Parse(LocalApi.Text(input, "backupVaultArn"))
            ?? throw new AwsError("InvalidInput", "'backupVaultArn' is no ARN of a backup vault");
        var role = LocalApi.Text(input, "iamRoleArn");
        BackupRules.Role(role, arn.AccountId, _ports.Roles);
        var job = new BackupJob
        {
            Id = _ids.NewGuid().ToUpperInvariant(),
            AccountId = arn.AccountId,
            Region = arn.Region,
            Resource = ResourceFor(LocalApi.Text(input, "resourceArn"), arn.AccountId, arn.Region),
            Vault = _state.Vault(arn) ?? throw BackupErrors.NoSuchVault(arn.Name),
            IamRoleArn = role,
            Lifecycle = new Lifecycle(null, 35),
            CreationDate = _agenda.Now,
            StartBy = _agenda.Now.AddMinutes(DefaultStartWindow),
            RequestId = "",
            Continuous = true,
        };
        _backups.Accept(job);
        return new JsonObject { ["backupJobId"] = job.Id };
    }
}
