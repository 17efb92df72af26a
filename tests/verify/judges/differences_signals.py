"""Judge 8's calls of SNS, EventBridge Scheduler and CloudWatch."""

from __future__ import annotations

import json

from judges.differences_calls import Answers
from support.repository import SOURCE_ACCOUNT, SOURCE_REGION

ROLE = f"arn:aws:iam::{SOURCE_ACCOUNT}:role/scheduler"
BUS = f"arn:aws:events:{SOURCE_REGION}:{SOURCE_ACCOUNT}:event-bus/default"


def ask_all(a: Answers) -> None:
    """All calls, in this order."""
    _topics(a)
    _schedules(a)
    _alarms(a)


def _topics(a: Answers) -> None:
    topic = a.ask("standard", "sns", "CreateTopic", Name="notifications")["TopicArn"]
    a.ask("there already", "sns", "CreateTopic", Name="notifications")
    a.ask("by a bad name", "sns", "CreateTopic", Name="a b")
    a.ask("all", "sns", "ListTopics")
    a.ask("by e-mail", "sns", "Subscribe", TopicArn=topic, Protocol="email", Endpoint="team@example.com")
    a.ask("to no topic", "sns", "Subscribe", TopicArn=topic + "-2", Protocol="email", Endpoint="team@example.com")
    a.ask("all", "sns", "ListSubscriptions")
    a.ask("with a subject", "sns", "Publish", TopicArn=topic, Subject="A subject", Message="A message")
    a.ask("with a long subject", "sns", "Publish", TopicArn=topic, Subject="x" * 101, Message="A message")
    a.ask("to no topic", "sns", "Publish", TopicArn=topic + "-2", Message="A message")
    a.ask("of no topic", "sns", "GetTopicAttributes", TopicArn=topic + "-2")


def _schedules(a: Answers) -> None:
    target = {"Arn": BUS, "RoleArn": ROLE, "EventBridgeParameters": {"DetailType": "a", "Source": "b"}, "Input": "{}"}
    given = {"FlexibleTimeWindow": {"Mode": "OFF"}, "ScheduleExpression": "cron(0 0 1 1 ? 2199)", "Target": target}
    a.ask("of a bus", "scheduler", "CreateSchedule", Name="yearly", **given)
    a.ask("there already", "scheduler", "CreateSchedule", Name="yearly", **given)
    a.ask("of a bus", "scheduler", "GetSchedule", Name="yearly")
    a.ask("that is not there", "scheduler", "GetSchedule", Name="none")
    a.ask("all", "scheduler", "ListSchedules")


def _alarms(a: Answers) -> None:
    given = {
        "AlarmName": "many",
        "Namespace": "Mine",
        "MetricName": "Many",
        "Statistic": "Sum",
        "Period": 86_400,
        "EvaluationPeriods": 1,
        "Threshold": 1.5,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    a.ask("of a metric", "cloudwatch", "PutMetricAlarm", **given)
    a.ask("to alarm", "cloudwatch", "SetAlarmState", AlarmName="many", StateValue="ALARM", StateReason="by hand")
    a.ask("of no alarm", "cloudwatch", "SetAlarmState", AlarmName="none", StateValue="OK", StateReason="by hand")
    # The relay that is deployed there has alarms of its own.
    a.ask("by name", "cloudwatch", "DescribeAlarms", AlarmNames=["many"])
    a.ask("of AWS's namespace", "cloudwatch", "PutMetricData", Namespace="AWS/RDS", MetricData=[{"MetricName": "a", "Value": 1.0}])
    a.ask("of one", "cloudwatch", "PutMetricData", Namespace="Mine", MetricData=[{"MetricName": "Many", "Value": 1.0}])
    a.ask("all", "cloudwatch", "ListMetrics", Namespace="Mine")
    body = json.dumps({"widgets": []})
    a.ask("of nothing", "cloudwatch", "PutDashboard", DashboardName="relay", DashboardBody=body)
    a.ask("of nothing", "cloudwatch", "GetDashboard", DashboardName="relay")
    a.ask("that is not there", "cloudwatch", "GetDashboard", DashboardName="none")
