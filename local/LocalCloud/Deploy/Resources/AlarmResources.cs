using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::CloudWatch::Alarm and ::Dashboard.</summary>
internal static class AlarmResources
{
    public static readonly ResourceType Alarm = new(
        "AWS::CloudWatch::Alarm",
        [
            "AlarmName",
            "AlarmDescription",
            "ActionsEnabled",
            "AlarmActions",
            "OKActions",
            "InsufficientDataActions",
            "MetricName",
            "Namespace",
            "Dimensions",
            "Statistic",
            "ExtendedStatistic",
            "Period",
            "Unit",
            "Metrics",
            "EvaluationPeriods",
            "DatapointsToAlarm",
            "Threshold",
            "ComparisonOperator",
            "TreatMissingData",
            "Tags",
        ],
        CreateAlarm
    );

    public static readonly ResourceType Dashboard = new(
        "AWS::CloudWatch::Dashboard",
        ["DashboardName", "DashboardBody"],
        CreateDashboard
    );

    private static Created CreateAlarm(NewResource alarm)
    {
        var name = alarm.Name("AlarmName", 255);
        if (!alarm.Deployed.Claim(alarm.Arn("cloudwatch", $"alarm:{name}")))
        {
            throw alarm.Refuse(
                "AlarmName",
                $"the alarm {name} already exists in {alarm.Account}, {alarm.Region}."
            );
        }

        var given = alarm.Properties.DeepClone().AsObject();
        given["AlarmName"] = name;
        var arn = alarm.Ports.Alarms.PutAlarm(alarm.Account, alarm.Region, given);
        return alarm.Created(name, ("Arn", arn));
    }

    private static Created CreateDashboard(NewResource dashboard)
    {
        var name = dashboard.Name("DashboardName", 255);
        if (!dashboard.Deployed.Claim($"{dashboard.Account}:dashboard:{name}"))
        {
            throw dashboard.Refuse("DashboardName", $"the dashboard {name} already exists.");
        }

        dashboard.Ports.Alarms.PutDashboard(
            dashboard.Account,
            dashboard.Region,
            name,
            dashboard.Text("DashboardBody")
        );
        return dashboard.Created(name);
    }
}
