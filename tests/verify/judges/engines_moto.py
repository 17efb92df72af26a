"""
The state machine in moto's interpreter, in this process; functions are invoked through Lambda's API of the local cloud.

Works around what is wrong in moto 5.2.1: StartExecution copies all that its backend holds, locks of threads too, and so
fails from the second execution on; the interpreter makes a new client for each invocation, with credentials of its own.
It has no other clock than the real one: Wait and Retry are compressed here.
"""

from __future__ import annotations

import copy
import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from threading import Lock
from types import SimpleNamespace
from typing import Any

from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
from moto.stepfunctions.parser.asl.utils import json_path
from moto.stepfunctions.parser.models import StepFunctionsParserBackend

from judges.engines_estate import PATIENCE_SECONDS
from judges.engines_scenarios import Job
from support import repository as world

# It logs every path that is not there and every error, which scenarios have many of.
logging.getLogger("moto").setLevel(logging.CRITICAL)


def run(jobs: Iterable[Job], functions: Any, time_scale: float) -> dict[str, list[dict[str, Any]]]:
    """
    The histories by the jobs' names.

    `functions`: a client for Lambda that many threads may use. `time_scale`: real seconds for one of a Wait or a Retry.
    """
    _patch(functions, time_scale)
    backend = StepFunctionsParserBackend(world.DR_REGION, world.SOURCE_ACCOUNT)
    executions, machines = {}, {}
    for job in jobs:
        if job.definition not in machines:
            name = f"{world.RELAY}-{len(machines)}"
            role = f"arn:aws:iam::{world.SOURCE_ACCOUNT}:role/{name}"
            machines[job.definition] = backend.create_state_machine(name, job.definition, role).arn
        given = json.dumps(job.input)
        executions[job.name] = backend.start_execution(machines[job.definition], job.name, given)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(e.stop_date is None for e in executions.values()) and time.monotonic() < deadline:
        time.sleep(0.05)
    # Its enumerations and times as texts, as on the wire.
    return {n: json.loads(json.dumps(e.to_history_output()["events"], default=str)) for n, e in executions.items()}


class _OneByOne:
    """A client that has one invocation of each function at a time: else most of the time goes into cold starts."""

    def __init__(self, functions: Any):
        self._functions = functions
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)

    def invoke(self, **parameters: Any) -> Any:
        with self._turns[parameters["FunctionName"]]:
            return self._functions.invoke(**parameters)


def _patch(functions: Any, time_scale: float) -> None:
    def deep_copy(machine: StateMachine, memo: dict[int, Any]) -> StateMachine:
        twin = object.__new__(type(machine))
        memo[id(machine)] = twin
        for name, value in machine.__dict__.items():
            twin.__dict__[name] = value if name in ("backend", "executions") else copy.deepcopy(value, memo)
        return twin

    def sleep(seconds: float) -> None:
        time.sleep(seconds * time_scale)

    StateMachine.__deepcopy__ = deep_copy  # type: ignore[attr-defined]
    WaitFunction._wait_interval = lambda _, env, wait_seconds: sleep(wait_seconds)  # type: ignore[method-assign]
    retrier_decl.time = SimpleNamespace(sleep=sleep)  # type: ignore[assignment]
    # A path is read anew each time, which takes longer than all else together.
    json_path.parse = cache(json_path.parse)
    one_by_one = _OneByOne(functions)
    lambda_eval_utils.boto_client_for = lambda **_: one_by_one
