using System.Text.Json.Nodes;

namespace LocalCloud.Iam;

/// <summary>A service-linked role: an account has one for each service, and only the service assumes it.</summary>
/// <param name="Service">Its service principal.</param>
/// <param name="Name">As the service names it.</param>
public sealed record ServiceLinkedRole(string Service, string Name)
{
    // IAM User Guide, AWS services that work with IAM; the services that this repository meets.
    private static readonly ServiceLinkedRole[] _known =
    [
        new("backup.amazonaws.com", "AWSServiceRoleForBackup"),
        new("rds.amazonaws.com", "AWSServiceRoleForRDS"),
    ];

    /// <summary>The services whose role is known here.</summary>
    public static IEnumerable<string> Services => _known.Select(r => r.Service);

    /// <summary>A service's role, or null.</summary>
    public static ServiceLinkedRole? Of(string service) => Array.Find(_known, r => r.Service == service);

    /// <summary>Its path.</summary>
    public string Path => $"/aws-service-role/{Service}/";

    /// <summary>Its trust policy.</summary>
    public JsonObject Trust =>
        new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                new JsonObject
                {
                    ["Effect"] = "Allow",
                    ["Principal"] = new JsonObject { [nameof(Service)] = Service },
                    ["Action"] = "sts:AssumeRole",
                }
            ),
        };

    /// <summary>Its ARN in an account.</summary>
    public string ArnIn(string accountId) => $"arn:aws:iam::{accountId}:role{Path}{Name}";
}
