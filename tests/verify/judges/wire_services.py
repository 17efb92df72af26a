"""
Judge 4's calls of STS, EventBridge, Lambda and SQS, and of all services where they answer alike. Functions, rules and
queues are the deployed relay's.
"""

from __future__ import annotations

import json

from judges.wire_calls import Calls
from support.callers import Json
from support.repository import DR_REGION, RELAY, SOURCE_ACCOUNT, SOURCE_REGION

def roles(c: Calls) -> None:
    who = c.ok("sts", "GetCallerIdentity")
    if who["Account"] != c.owner:
        c.wrong.append(f"{c.sdk.name}: the caller is {who}")
    function = c.ok(
        "lambda", "GetFunctionConfiguration", SOURCE_ACCOUNT, DR_REGION, FunctionName=f"{RELAY}-CopyToAccount"
    )
    settings = function["Environment"]["Variables"]
    session = c.cloud.local("role-session", {"roleArn": function["Role"]})
    credentials = {k: session[k] for k in ("accessKeyId", "secretAccessKey", "sessionToken")}
    wanted = {
        "RoleArn": settings["COPIER_ROLE_ARN"],
        "RoleSessionName": "engineer",
        "ExternalId": settings["EXTERNAL_ID"],
    }
    given = c.sdk.call("sts", "AssumeRole", wanted, region=DR_REGION, credentials=credentials)["Credentials"]
    copier = {
        "accessKeyId": given["AccessKeyId"],
        "secretAccessKey": given["SecretAccessKey"],
        "sessionToken": given["SessionToken"],
    }
    c.sdk.call("sts", "GetCallerIdentity", {}, region=DR_REGION, credentials=copier)
    c.no_as(copier, "AccessDenied", "sts", "AssumeRole", **wanted)
    c.no_as(credentials, "ValidationError", "sts", "AssumeRole", **(wanted | {"DurationSeconds": 7200}))
    c.no("AccessDenied", "sts", "AssumeRole", **wanted)
    c.no("ValidationError", "sts", "AssumeRole", **(wanted | {"RoleSessionName": "?"}))
    c.no("NotSimulated", "sts", "AssumeRole", **(wanted | {"SourceIdentity": "me"}))
    c.no("NotSimulated", "sts", "GetSessionToken")


def events(c: Calls) -> None:
    relay = {"account": SOURCE_ACCOUNT, "region": DR_REGION}
    rule = {"Name": f"{RELAY}-snapshot-events", "EventBusName": RELAY}
    c.ok("events", "ListEventBuses", **relay)
    c.ok("events", "ListEventBuses", Limit=1, **relay)
    c.ok("events", "DescribeEventBus", Name=RELAY, **relay)
    c.ok("events", "ListRules", EventBusName=RELAY, **relay)
    c.ok("events", "DescribeRule", **rule, **relay)
    c.ok("events", "ListTargetsByRule", Rule=rule["Name"], EventBusName=RELAY, **relay)
    bridge = {"account": SOURCE_ACCOUNT, "region": SOURCE_REGION}
    c.ok("events", "ListTargetsByRule", Rule=f"{RELAY}-forward-snapshot-events", **bridge)
    good = {"Source": "my.app", "DetailType": "Happened", "Detail": "{}", "Resources": ["arn:aws:s3:::bucket"]}
    bad = [{"Source": "aws.rds"}, {"Detail": "{"}, {"DetailType": ""}, {"EventBusName": "none"}]
    answer = c.ok("events", "PutEvents", Entries=[good] + [good | b for b in bad])
    expected = [None, "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument", "InvalidArgument"]
    if [e.get("ErrorCode") for e in answer["Entries"]] != expected:
        c.wrong.append(f"{c.sdk.name}, events:PutEvents: {answer['Entries']}, expected codes {expected}")
    envelope = json.dumps({"id": "1", "source": "my.app", "account": c.owner, "detail": {}})
    c.ok("events", "TestEventPattern", EventPattern='{"source": ["my.app"]}', Event=envelope)
    text = {"EventPattern": '{"source": "my.app"}', "Event": envelope}
    c.no("InvalidEventPatternException", "events", "TestEventPattern", **text)
    c.no("ValidationException", "events", "PutEvents", Entries=[])
    theirs = f"arn:aws:events:{DR_REGION}:{SOURCE_ACCOUNT}:event-bus/{RELAY}"
    c.no("AccessDeniedException", "events", "PutEvents", Entries=[good | {"EventBusName": theirs}], region=DR_REGION)
    c.no("ResourceNotFoundException", "events", "DescribeRule", Name="none")
    c.no("ResourceNotFoundException", "events", "DescribeEventBus", Name="none")
    c.no("ResourceNotFoundException", "events", "ListRules", EventBusName="none")
    c.no("ResourceNotFoundException", "events", "ListTargetsByRule", Rule="none")
    c.no("NotSimulated", "events", "DeleteRule", Name="none")


def functions(c: Calls) -> None:
    at = {"account": SOURCE_ACCOUNT, "region": DR_REGION}
    name = f"{RELAY}-ExplainFailure"
    arn = f"arn:aws:lambda:{DR_REGION}:{SOURCE_ACCOUNT}:function:{name}"
    c.ok("lambda", "ListFunctions", **at)
    c.ok("lambda", "GetFunction", FunctionName=arn, **at)
    c.ok("lambda", "GetFunctionConfiguration", FunctionName=name, Qualifier="$LATEST", **at)
    failed = c.ok("lambda", "Invoke", FunctionName=name, Payload="{}", LogType="Tail", **at)
    if "FunctionError" not in failed:
        c.wrong.append(f"{c.sdk.name}, lambda:Invoke: no FunctionError in {failed}")
    c.ok("lambda", "Invoke", FunctionName=name, InvocationType="DryRun", **at)
    # Twice more after it failed, then it is a dead letter.
    c.ok("lambda", "Invoke", FunctionName=f"{RELAY}-OnSnapshotCompleted", InvocationType="Event", Payload="{}", **at)
    c.no("ResourceNotFoundException", "lambda", "GetFunction", FunctionName="none", **at)
    c.no("ResourceNotFoundException", "lambda", "Invoke", FunctionName=f"{name}:3", **at)
    c.no("AccessDeniedException", "lambda", "Invoke", FunctionName=arn, region=DR_REGION)
    c.no("ValidationException", "lambda", "GetFunction", FunctionName="a:b:c:d:e", **at)
    c.no("InvalidRequestContentException", "lambda", "Invoke", FunctionName=name, Payload="{", **at)
    c.no("InvalidParameterValueException", "lambda", "Invoke", FunctionName=name, InvocationType="Later", **at)
    large = json.dumps("x" * 1024 * 1024)
    c.no("RequestTooLargeException", "lambda", "Invoke", FunctionName=name, InvocationType="Event", Payload=large, **at)
    c.no("NotSimulated", "lambda", "GetPolicy", FunctionName=name, **at)


def queues(c: Calls) -> None:
    at = {"account": SOURCE_ACCOUNT, "region": DR_REGION}
    queue = _dead_letter_queue(c, at)
    url = c.ok("sqs", "GetQueueUrl", QueueName=queue, **at)["QueueUrl"]
    c.ok("sqs", "ListQueues", **at)
    c.ok("sqs", "ListQueues", **(at | {"region": "eu-north-1"}))
    c.until(lambda: _messages(c, url, at) > 0, "a dead letter")
    every = {"MessageAttributeNames": ["All"], "MessageSystemAttributeNames": ["All"]}
    message = c.ok("sqs", "ReceiveMessage", QueueUrl=url, MaxNumberOfMessages=10, **every, **at)["Messages"][0]
    c.ok("sqs", "DeleteMessage", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], **at)
    c.ok("sqs", "PurgeQueue", QueueUrl=url, **at)
    c.ok("sqs", "ReceiveMessage", QueueUrl=url, **at)
    c.no("InvalidParameterValue", "sqs", "ReceiveMessage", QueueUrl=url, MaxNumberOfMessages=11, **at)
    c.no("QueueDoesNotExist", "sqs", "GetQueueUrl", QueueName="none", **at)
    c.no("QueueDoesNotExist", "sqs", "GetQueueAttributes", QueueUrl=url.replace(queue, "none"), **at)
    c.no("NotSimulated", "sqs", "SendMessage", QueueUrl=url, MessageBody="a", **at)


def _dead_letter_queue(c: Calls, at: Json) -> str:
    found = c.ok("lambda", "GetFunctionConfiguration", FunctionName=f"{RELAY}-OnSnapshotCompleted", **at)
    return found["DeadLetterConfig"]["TargetArn"].rpartition(":")[2]


def _messages(c: Calls, url: str, at: Json) -> int:
    found = c.ok("sqs", "GetQueueAttributes", QueueUrl=url, AttributeNames=["All"], **at)
    return int(found["Attributes"]["ApproximateNumberOfMessages"])


def faults(c: Calls) -> None:
    """What any service answers now and then, in the words of each protocol."""
    reads = {
        "rds": ("DescribeDBInstances", "Throttling", "AccessDenied", {}),
        "kms": ("ListKeys", "ThrottlingException", "AccessDeniedException", {}),
        "sts": ("GetCallerIdentity", "Throttling", "AccessDenied", {}),
        "states": ("ListStateMachines", "ThrottlingException", "AccessDeniedException", {}),
        "events": ("ListRules", "ThrottlingException", "AccessDeniedException", {}),
        "lambda": ("ListFunctions", "TooManyRequestsException", "AccessDeniedException", {}),
        "sqs": ("ListQueues", "ThrottlingException", "AccessDeniedException", {}),
        "backup": ("ListBackupVaults", "ThrottlingException", "AccessDeniedException", {}),
        "monitoring": ("ListMetrics", "ThrottlingException", "AccessDeniedException", {}),
        "sns": ("ListTopics", "Throttling", "AccessDenied", {}),
        "scheduler": ("ListSchedules", "ThrottlingException", "AccessDeniedException", {}),
    }
    for service, (operation, throttled, denied, parameters) in reads.items():
        if service in c.sdk.lacks:
            continue
        for effect, code in [("throttle", throttled), ("deny", denied), ("error", "InternalFailure")]:
            c.fault(effect=effect, service=service, operation=operation)
            c.no(code, service, operation, **parameters)


def front_door(c: Calls) -> None:
    """Who signs wrongly, in the words of each protocol."""
    reads = {
        "rds": ("DescribeDBInstances", "SignatureDoesNotMatch", "InvalidClientTokenId"),
        "kms": ("ListKeys", "InvalidSignatureException", "UnrecognizedClientException"),
        "sts": ("GetCallerIdentity", "SignatureDoesNotMatch", "InvalidClientTokenId"),
        "states": ("ListStateMachines", "InvalidSignatureException", "UnrecognizedClientException"),
        "events": ("ListRules", "InvalidSignatureException", "UnrecognizedClientException"),
        "lambda": ("ListFunctions", "InvalidSignatureException", "UnrecognizedClientException"),
        "sqs": ("ListQueues", "InvalidSignatureException", "UnrecognizedClientException"),
        "backup": ("ListBackupVaults", "InvalidSignatureException", "UnrecognizedClientException"),
        "monitoring": ("ListMetrics", "InvalidSignatureException", "UnrecognizedClientException"),
        "sns": ("ListTopics", "SignatureDoesNotMatch", "InvalidClientTokenId"),
        "scheduler": ("ListSchedules", "InvalidSignatureException", "UnrecognizedClientException"),
    }
    for service, (operation, mismatch, unknown) in reads.items():
        if service in c.sdk.lacks:
            continue
        c.no_as({"accessKeyId": c.owner, "secretAccessKey": "other"}, mismatch, service, operation)
        c.no_as({"accessKeyId": "AKIDEXAMPLE", "secretAccessKey": "other"}, unknown, service, operation)
