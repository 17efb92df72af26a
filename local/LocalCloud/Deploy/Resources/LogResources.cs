using System.Globalization;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::Logs::LogGroup: recorded, no effect.</summary>
internal static class LogResources
{
    // CloudWatch Logs API, PutRetentionPolicy.
    private static readonly int[] _retentions =
    [
        1,
        3,
        5,
        7,
        14,
        30,
        60,
        90,
        120,
        150,
        180,
        365,
        400,
        545,
        731,
        1096,
        1827,
        2192,
        2557,
        2922,
        3288,
        3653,
    ];

    public static readonly ResourceType LogGroup = new(
        "AWS::Logs::LogGroup",
        ["LogGroupName", "RetentionInDays", "LogGroupClass", "KmsKeyId", "Tags"],
        CreateLogGroup
    );

    private static Created CreateLogGroup(NewResource group)
    {
        var name = group.Name("LogGroupName", 512);
        if (
            group.Optional("RetentionInDays") is { } days
            && !_retentions.Contains(
                int.TryParse(days, CultureInfo.InvariantCulture, out var number) ? number : -1
            )
        )
        {
            throw group.Refuse(
                "RetentionInDays",
                $"'{days}' must be one of {string.Join(", ", _retentions)}."
            );
        }

        return group.Deployed.Claim(group.Arn("logs", $"log-group:{name}"))
            ? group.Created(name, ("Arn", group.Arn("logs", $"log-group:{name}:*")))
            : throw group.Refuse("LogGroupName", $"The specified log group already exists: {name}");
    }
}
