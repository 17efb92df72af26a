"""Judge 4's calls of Step Functions."""

from __future__ import annotations

import json

from judges.wire_calls import SLOW, Calls
from support.callers import Json
from support.repository import DR_REGION, RELAY, SOURCE_ACCOUNT, SOURCE_REGION

MACHINE = {
    "StartAt": "Prepare",
    "States": {
        "Prepare": {"Type": "Pass", "Next": "Linger"},
        "Linger": {"Type": "Wait", "SecondsPath": "$.seconds", "Next": "Choose"},
        "Choose": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.fails", "BooleanEquals": True, "Next": "Break"}],
            "Default": "Done",
        },
        "Break": {"Type": "Fail", "Error": "Broken", "Cause": "It was told to."},
        "Done": {"Type": "Succeed"},
    },
}

def executions(c: Calls) -> None:
    role = f"arn:aws:iam::{c.owner}:role/machine"
    wanted = {"name": "machine", "definition": json.dumps(MACHINE), "roleArn": role}
    machine = c.ok("states", "CreateStateMachine", **wanted)["stateMachineArn"]
    c.ok("states", "DescribeStateMachine", stateMachineArn=machine)
    c.ok("states", "CreateStateMachine", **(wanted | {"name": "second"}))
    page = c.ok("states", "ListStateMachines", maxResults=1)
    c.ok("states", "ListStateMachines", maxResults=1, nextToken=page["nextToken"])
    c.pace(SLOW)
    runs = {
        name: c.ok("states", "StartExecution", stateMachineArn=machine, name=name, input=json.dumps(text))[
            "executionArn"
        ]
        for name, text in [
            ("long", {"seconds": 3600, "fails": False}),
            ("stopped", {"seconds": 3600, "fails": False}),
            ("broken", {"seconds": 0, "fails": True}),
            ("odd", {"seconds": 0}),
        ]
    }
    c.ok("states", "StopExecution", executionArn=runs["stopped"], error="Stopped", cause="By hand")
    c.no("ExecutionAlreadyExists", "states", "StartExecution", stateMachineArn=machine, name="stopped", input="{}")
    for status in ("RUNNING", "ABORTED"):
        c.ok("states", "ListExecutions", stateMachineArn=machine, statusFilter=status)
    c.until(lambda: not _running(c, machine), "the end of all executions")
    for run in runs.values():
        c.ok("states", "DescribeExecution", executionArn=run)
        c.ok("states", "GetExecutionHistory", executionArn=run)
        some = {"reverseOrder": True, "includeExecutionData": False, "maxResults": 2}
        c.ok("states", "GetExecutionHistory", executionArn=run, **some)
    page = c.ok("states", "ListExecutions", stateMachineArn=machine, maxResults=1)
    c.ok("states", "ListExecutions", stateMachineArn=machine, maxResults=1, nextToken=page["nextToken"])
    execution_refusals(c, machine, wanted)


def execution_refusals(c: Calls, machine: str, wanted: Json) -> None:
    definition = json.dumps(MACHINE | {"Comment": "another"})
    c.no("StateMachineAlreadyExists", "states", "CreateStateMachine", **(wanted | {"definition": definition}))
    c.no("InvalidDefinition", "states", "CreateStateMachine", **(wanted | {"name": "a", "definition": "{}"}))
    c.no("InvalidName", "states", "CreateStateMachine", **(wanted | {"name": "a b"}))
    c.no("NotSimulated", "states", "CreateStateMachine", **(wanted | {"name": "a", "type": "EXPRESS"}))
    c.no("InvalidArn", "states", "DescribeStateMachine", stateMachineArn="machine")
    c.no("StateMachineDoesNotExist", "states", "DescribeStateMachine", stateMachineArn=f"{machine}-2")
    c.no("AccessDeniedException", "states", "DescribeStateMachine", stateMachineArn=machine, account=c.other)
    c.no("StateMachineDoesNotExist", "states", "StartExecution", stateMachineArn=f"{machine}-2")
    c.no("InvalidExecutionInput", "states", "StartExecution", stateMachineArn=machine, input="{")
    c.no("InvalidName", "states", "StartExecution", stateMachineArn=machine, name="a/b")
    c.no("InvalidToken", "states", "ListExecutions", stateMachineArn=machine, nextToken="?")
    c.no("ValidationException", "states", "ListExecutions", stateMachineArn=machine, maxResults=1001)
    c.no("SerializationException", "states", "ListExecutions", stateMachineArn=machine, maxResults="ten")
    none = machine.replace("stateMachine", "execution") + ":none"
    for operation in ("DescribeExecution", "GetExecutionHistory", "StopExecution"):
        c.no("ExecutionDoesNotExist", "states", operation, executionArn=none)
    c.no("NotSimulated", "states", "RedriveExecution", executionArn=none)


def _running(c: Calls, machine: str) -> list[Json]:
    return c.ok("states", "ListExecutions", stateMachineArn=machine, statusFilter="RUNNING")["executions"]


def relay_executions(c: Calls) -> None:
    """One of the relay's own, for the events of tasks that succeed and fail: its snapshot is not there."""
    machine = f"arn:aws:states:{DR_REGION}:{SOURCE_ACCOUNT}:stateMachine:{RELAY}"
    gone = json.dumps({"snapshotArn": f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:snapshot:gone-{c.owner}"})
    at = {"account": SOURCE_ACCOUNT, "region": DR_REGION}
    run = c.ok("states", "StartExecution", stateMachineArn=machine, input=gone, **at)["executionArn"]
    c.until(lambda: c.ok("states", "DescribeExecution", executionArn=run, **at)["status"] != "RUNNING", "its end")
    c.ok("states", "GetExecutionHistory", executionArn=run, **at)
    c.ok("states", "DescribeStateMachine", stateMachineArn=machine, **at)
