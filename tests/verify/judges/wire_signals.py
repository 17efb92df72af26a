"""
Judge 4's calls of CloudWatch, SNS and EventBridge Scheduler, in an account of its own, and of what the deployed relay
has of them.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from unittest import mock

from judges.wire_calls import Calls
from support.callers import Json, boto3_sdk
from support.exchanges import Recorder
from support.local_cloud import LocalCloud

NEVER = "cron(0 0 1 1 ? 2199)"
HOUR = datetime.timedelta(hours=1)


def topics(c: Calls) -> str:
    topic = c.ok("sns", "CreateTopic", Name="notifications")["TopicArn"]
    c.ok("sns", "ListTopics")
    c.ok("sns", "GetTopicAttributes", TopicArn=topic)
    c.ok("sns", "Subscribe", TopicArn=topic, Protocol="email", Endpoint="team@example.com")
    c.ok("sns", "ListSubscriptions")
    c.ok("sns", "ListSubscriptionsByTopic", TopicArn=topic)
    c.ok("sns", "Publish", TopicArn=topic, Subject="A subject", Message="A message\nof two lines.")
    inbox = [m["text"] for m in c.cloud.local("inbox") if m["topicArn"] == topic]
    if inbox != ["A message\nof two lines."]:
        c.wrong.append(f"{c.sdk.name}, sns:Publish: the inbox has {inbox}")
    c.no("InvalidParameter", "sns", "Publish", TopicArn=topic, Message="")
    c.no("InvalidParameter", "sns", "Subscribe", TopicArn=topic, Protocol="pigeon", Endpoint="a")
    c.no("NotFound", "sns", "GetTopicAttributes", TopicArn=topic + "-2")
    c.no("AuthorizationError", "sns", "Publish", account=c.other, TopicArn=topic, Message="a")
    c.no("NotSimulated", "sns", "DeleteTopic", TopicArn=topic)
    return topic


def schedules(c: Calls) -> None:
    function = f"arn:aws:lambda:eu-west-1:{c.owner}:function:nobody"
    wanted: Json = {
        "ScheduleExpression": NEVER,
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {
            "Arn": function,
            "RoleArn": f"arn:aws:iam::{c.owner}:role/scheduler",
            "Input": '{"now":"<aws.scheduler.scheduled-time>"}',
        },
        "ClientToken": "token",
    }
    c.ok("scheduler", "CreateSchedule", Name="first", **wanted)
    bus = f"arn:aws:events:eu-west-1:{c.owner}:event-bus/default"
    event = {"Arn": bus, "EventBridgeParameters": {"DetailType": "Happened", "Source": "my.app"}, "Input": "{}"}
    c.ok("scheduler", "CreateSchedule", Name="second", **(wanted | {"Target": wanted["Target"] | event}))
    c.ok("scheduler", "GetSchedule", Name="first")
    c.ok("scheduler", "GetSchedule", Name="second", GroupName="default")
    page = c.ok("scheduler", "ListSchedules", MaxResults=1)
    c.ok("scheduler", "ListSchedules", NextToken=page["NextToken"], NamePrefix="s")
    c.no("ConflictException", "scheduler", "CreateSchedule", Name="first", **wanted)
    c.no("ResourceNotFoundException", "scheduler", "GetSchedule", Name="none")
    c.no(
        "ValidationException",
        "scheduler",
        "CreateSchedule",
        Name="third",
        **(wanted | {"ScheduleExpression": "each hour"}),
    )
    c.no("NotSimulated", "scheduler", "DeleteSchedule", Name="first")


def metrics(c: Calls) -> None:
    now = datetime.datetime.fromisoformat(c.cloud.local("time")["now"])
    mine = {"Namespace": "Mine", "MetricName": "Count", "Dimensions": [{"Name": "Kind", "Value": "a"}]}
    at = {"MetricName": "Count", "Dimensions": mine["Dimensions"], "Timestamp": now - HOUR, "Unit": "Count"}
    data = [
        at | {"Value": 3.5},
        at | {"Values": [1, 2], "Counts": [5, 1]},
        at | {"StatisticValues": {"SampleCount": 2, "Sum": 7, "Minimum": 3, "Maximum": 4}},
    ]
    c.ok("monitoring", "PutMetricData", Namespace="Mine", MetricData=data)
    # Enough of it that the SDK packs it.
    many = [at | {"Dimensions": [{"Name": "Kind", "Value": f"kind-{n:04}-{'x' * 40}"}], "Value": n} for n in range(200)]
    c.ok("monitoring", "PutMetricData", Namespace="Many", MetricData=many)
    page = c.ok("monitoring", "ListMetrics", Namespace="Many")
    c.ok("monitoring", "ListMetrics", NextToken=page["NextToken"])
    c.ok("monitoring", "ListMetrics", Namespace="Mine", MetricName="Count", Dimensions=[{"Name": "Kind"}])
    span = {"StartTime": now - 2 * HOUR, "EndTime": now}
    said = c.ok(
        "monitoring", "GetMetricStatistics", **mine, **span, Period=7200, Statistics=["Sum", "SampleCount", "Maximum"]
    )
    if sum(p["Sum"] for p in said["Datapoints"]) != 17.5:
        c.wrong.append(f"{c.sdk.name}, monitoring:GetMetricStatistics: {said}")
    c.ok("monitoring", "GetMetricStatistics", **mine, **span, Period=3600, ExtendedStatistics=["p99"])
    stat = {"Metric": mine, "Period": 60, "Stat": "Average"}
    queries = [
        {"Id": "a", "MetricStat": stat, "Label": "mine"},
        {"Id": "e", "Expression": "FILL(a, 0) + 1"},
        {"Id": "s", "Expression": "SEARCH('{Many,Kind} kind-0001', 'Sum', 300)"},
    ]
    c.ok("monitoring", "GetMetricData", MetricDataQueries=queries, **span)
    c.no("InvalidParameterValue", "monitoring", "PutMetricData", Namespace="AWS/RDS", MetricData=data)
    c.no("InvalidParameterCombination", "monitoring", "PutMetricData", Namespace="Mine", MetricData=[at])
    c.no("MissingParameter", "monitoring", "PutMetricData", MetricData=data)
    c.no("InvalidNextToken", "monitoring", "DescribeAlarms", NextToken="x")
    c.no("NotSimulated", "monitoring", "PutCompositeAlarm", AlarmName="a", AlarmRule="ALARM(b)")


def alarms(c: Calls, topic: str) -> None:
    alarm = {
        "AlarmName": "many",
        "AlarmDescription": "What to do.",
        "AlarmActions": [topic],
        "Namespace": "Mine",
        "MetricName": "Many",
        "Dimensions": [{"Name": "Kind", "Value": "a"}],
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 1.5,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "ignore",
    }
    metric = {"Namespace": "Mine", "MetricName": "Many", "Dimensions": alarm["Dimensions"]}
    summed = {k: v for k, v in alarm.items() if k not in (*metric, "Statistic", "Period")} | {
        "AlarmName": "summed",
        "Metrics": [
            {"Id": "all", "Expression": "SUM(METRICS())", "Label": "all"},
            {"Id": "m", "MetricStat": {"Metric": metric, "Period": 300, "Stat": "Sum"}, "ReturnData": False},
        ],
    }
    c.ok("monitoring", "PutMetricAlarm", **alarm)
    c.ok("monitoring", "PutMetricAlarm", **summed)
    c.ok("monitoring", "SetAlarmState", AlarmName="many", StateValue="ALARM", StateReason="by hand")
    subjects = [m["subject"] for m in c.cloud.local("inbox") if m["topicArn"] == topic]
    if subjects[-1] != 'ALARM: "many" in EU (Ireland)':
        c.wrong.append(f"{c.sdk.name}, monitoring:SetAlarmState: the inbox has {subjects}")
    c.ok("monitoring", "DescribeAlarms")
    c.ok("monitoring", "DescribeAlarms", AlarmNamePrefix="m", StateValue="ALARM", MaxRecords=1)
    c.ok("monitoring", "DescribeAlarmHistory", AlarmName="many")
    c.no("ValidationError", "monitoring", "PutMetricAlarm", **(alarm | {"Period": 61}))
    c.no("ResourceNotFound", "monitoring", "SetAlarmState", AlarmName="none", StateValue="OK", StateReason="a")
    given = {"AlarmName": "many", "StateValue": "OK", "StateReason": "a", "StateReasonData": "{"}
    c.no("InvalidFormat", "monitoring", "SetAlarmState", **given)
    c.ok("monitoring", "DeleteAlarms", AlarmNames=["many", "summed"])


def dashboards(c: Calls) -> None:
    body = json.dumps({"widgets": []})
    c.ok("monitoring", "PutDashboard", DashboardName="relay", DashboardBody=body)
    c.ok("monitoring", "ListDashboards", DashboardNamePrefix="r")
    c.ok("monitoring", "GetDashboard", DashboardName="relay")
    c.no("ResourceNotFound", "monitoring", "GetDashboard", DashboardName="none")
    c.no("InvalidParameterInput", "monitoring", "PutDashboard", DashboardName="relay", DashboardBody="{")


def in_every_protocol(proxy: Recorder, cloud: LocalCloud) -> Iterator[tuple[str, list[str]]]:
    """CloudWatch in the protocols that boto3 has and does not choose. Each check with what is wrong."""
    for number, protocol in enumerate(("smithy-rpc-v2-cbor", "query"), start=5):
        with mock.patch("botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS", (protocol, "query")):
            proxy.sender = f"boto3 in {protocol}"
            with boto3_sdk(proxy.endpoint) as sdk:
                c = Calls(cloud, sdk, f"33333333333{number}", "333333333332")
                try:
                    metrics(c)
                    alarms(c, topics(c))
                    dashboards(c)
                except AssertionError as stopped:
                    c.wrong.append(str(stopped))
        yield f"{proxy.sender} gets the answers that are expected", c.wrong


def all_of_them(c: Calls) -> None:
    if "monitoring" in c.sdk.lacks:
        return
    topic = topics(c)
    schedules(c)
    metrics(c)
    alarms(c, topic)
    dashboards(c)
