"""What AWS itself does for the relay though no scenario shows it: it must be possible too."""

from __future__ import annotations

from collections.abc import Iterator

from judges.iam_cast import ALARM, DEAD_LETTERS, NOTIFICATIONS, role, role_there
from judges.iam_world import Question
from judges.templates_deployed import FUNCTIONS, KEEPERS, TOLD
from support.deployment import Settings
from support.repository import DR_ACCOUNT, DR_REGION, RELAY, SOURCE_ACCOUNT

# Step Functions Developer Guide, Logging using CloudWatch Logs: asked for when the state machine is made.
LOG_DELIVERY = (
    "CreateLogDelivery",
    "GetLogDelivery",
    "UpdateLogDelivery",
    "DeleteLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "DescribeResourcePolicies",
    "DescribeLogGroups",
)


def always(settings: Settings) -> Iterator[Question]:
    """All of it, for a relay that is deployed so."""
    # Lambda writes a function's log as the function (Lambda Developer Guide, Sending logs to CloudWatch Logs).
    for function in FUNCTIONS:
        for action in ("CreateLogStream", "PutLogEvents"):
            yield Question(role(function), f"logs:{action}", log_stream(function))
    for function in KEEPERS if settings.copies else ():
        for action in ("CreateLogStream", "PutLogEvents"):
            there = log_stream(function).replace(SOURCE_ACCOUNT, DR_ACCOUNT)
            yield Question(role_there(function), f"logs:{action}", there)
    for action in LOG_DELIVERY:
        yield Question(role("StateMachine"), f"logs:{action}", "*")
    # AWS Backup assumes the role that it is given (AWS Backup Developer Guide, IAM service roles).
    if settings.jobs:
        yield Question("backup.amazonaws.com", "sts:AssumeRole", role("backup-copier"))
    # EventBridge sets aside what it can't deliver (EventBridge User Guide, Using dead-letter queues).
    for events in ("snapshot-events", "backup-events"):
        if events == "snapshot-events" or settings.recovery_points != "off":
            rule = f"arn:aws:events:{DR_REGION}:{SOURCE_ACCOUNT}:rule/{RELAY}/{RELAY}-{events}"
            yield Question("events.amazonaws.com", "sqs:SendMessage", DEAD_LETTERS, {"aws:SourceArn": rule})
        for region in settings.source_regions:
            rule = f"arn:aws:events:{region}:{SOURCE_ACCOUNT}:rule/{RELAY}-forward-{events}"
            queue = f"arn:aws:sqs:{region}:{SOURCE_ACCOUNT}:{RELAY}-not-forwarded"
            yield Question("events.amazonaws.com", "sqs:SendMessage", queue, {"aws:SourceArn": rule})
    for region in settings.source_regions:
        rule = f"arn:aws:events:{region}:{SOURCE_ACCOUNT}:rule/{RELAY}-forward-alarms"
        queue = f"arn:aws:sqs:{region}:{SOURCE_ACCOUNT}:{RELAY}-not-forwarded"
        yield Question("events.amazonaws.com", "sqs:SendMessage", queue, {"aws:SourceArn": rule})
    for name, (bus, _) in TOLD.items():
        rule = f"arn:aws:events:{DR_REGION}:{SOURCE_ACCOUNT}:rule/{'' if bus == 'default' else bus + '/'}{RELAY}-{name}"
        yield Question("events.amazonaws.com", "sqs:SendMessage", DEAD_LETTERS, {"aws:SourceArn": rule})
    # Rules bring along nothing that a condition could be about (EventBridge User Guide, Troubleshooting); alarms do (CloudWatch User
    # Guide, Notifying users on alarm changes).
    yield Question("events.amazonaws.com", "sns:Publish", NOTIFICATIONS)
    if settings.copies:
        rule = f"arn:aws:events:{DR_REGION}:{DR_ACCOUNT}:rule/{RELAY}/{RELAY}-function-messages"
        queue = DEAD_LETTERS.replace(SOURCE_ACCOUNT, DR_ACCOUNT)
        yield Question("events.amazonaws.com", "sqs:SendMessage", queue, {"aws:SourceArn": rule})
    own = {"aws:SourceArn": ALARM, "aws:SourceAccount": SOURCE_ACCOUNT}
    yield Question("cloudwatch.amazonaws.com", "sns:Publish", NOTIFICATIONS, own)


def log_stream(function: str) -> str:
    group = f"arn:aws:logs:{DR_REGION}:{SOURCE_ACCOUNT}:log-group:/aws/lambda/{RELAY}-{function}"
    return f"{group}:log-stream:2026/11/20/[$LATEST]0123456789abcdef"
