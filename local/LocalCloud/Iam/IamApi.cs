using System.Xml.Linq;
using LocalCloud.Kernel;
using LocalCloud.Sts;

namespace LocalCloud.Iam;

/// <summary>The one operation of IAM that a person needs here: roles come from templates otherwise.</summary>
/// <param name="log">Takes every authorisation.</param>
/// <param name="roles">The roles.</param>
public sealed class IamApi(CallLog log, RoleStore roles)
    : QueryService("iam", "https://iam.amazonaws.com/doc/2010-05-08/")
{
    /// <inheritdoc/>
    protected override IReadOnlyDictionary<
        string,
        Func<AwsCall, QueryInput, IEnumerable<XElement>?>
    > Operations =>
        new Dictionary<string, Func<AwsCall, QueryInput, IEnumerable<XElement>?>>(StringComparer.Ordinal)
        {
            ["CreateServiceLinkedRole"] = CreateServiceLinkedRole,
        };

    private XElement[] CreateServiceLinkedRole(AwsCall call, QueryInput input)
    {
        var service = input.Required("AWSServiceName");
        if (input.Optional("CustomSuffix") is not null || ServiceLinkedRole.Of(service) is not { } role)
        {
            throw AwsError.NotSimulated(
                "iam",
                $"CreateServiceLinkedRole for {service} with these parameters"
            );
        }

        var arn = role.ArnIn(call.Caller.AccountId);
        log.Add(call, "iam:CreateServiceLinkedRole", arn, context: ("iam:AWSServiceName", service));
        if (roles.Find(arn) is not null)
        {
            // Recorded (terraform-provider-aws and others).
            throw new AwsError(
                "InvalidInput",
                $"Service role name {role.Name} has been taken in this account, please try a different suffix."
            );
        }

        roles.PutRole(
            arn,
            role.Trust,
            new Dictionary<string, System.Text.Json.Nodes.JsonObject>(StringComparer.Ordinal)
        );
        return
        [
            new XElement(
                "Role",
                Text("Path", role.Path),
                Text("RoleName", role.Name),
                Text("RoleId", roles.Find(arn)!.Id),
                Text("Arn", arn),
                Text("CreateDate", call.Now),
                Text("AssumeRolePolicyDocument", Uri.EscapeDataString(role.Trust.ToJsonString()))
            ),
        ];
    }
}
