using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

public sealed partial class BackupApi
{
    private const string CrossAccountBackup = "isCrossAccountBackupEnabled";

    /// <summary>"Returns an error if the account is not a member of an Organizations organization" (service model).</summary>
    private JsonObject DescribeGlobalSettings(AwsCall call, RestInput input)
    {
        Authorise(call, "*");
        if (!Organization.Has(call.Caller.AccountId))
        {
            throw BackupErrors.NotInOrganization();
        }

        var reply = new JsonObject
        {
            ["GlobalSettings"] = new JsonObject
            {
                [CrossAccountBackup] = Organization.CrossAccountBackup ? "true" : "false",
            },
        };
        if (Organization.LastUpdateTime is { } time)
        {
            reply["LastUpdateTime"] = BackupWire.Time(time);
        }

        return reply;
    }

    /// <summary>"Returns an error if the account is not an Organizations management account" (service model).</summary>
    private JsonObject? UpdateGlobalSettings(AwsCall call, RestInput input)
    {
        Authorise(call, "*");
        if (
            !Organization.Has(call.Caller.AccountId)
            || call.Caller.AccountId != Organization.ManagementAccountId
        )
        {
            throw BackupErrors.NotManagementAccount(call.Caller.AccountId);
        }

        foreach (var (name, value) in input.Texts("GlobalSettings"))
        {
            if (name != CrossAccountBackup)
            {
                throw AwsError.NotSimulated("backup", $"UpdateGlobalSettings of {name}");
            }

            Organization.SetCrossAccountBackup(
                value switch
                {
                    "true" => true,
                    "false" => false,
                    _ => throw BackupErrors.Invalid($"{name} must be true or false."),
                },
                call.Now
            );
        }

        return null;
    }
}
