"""What judge 3 must notice: state machines that are not the deployed one, and runs that are not the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from judges.engines_runs import Run

States = dict[str, Any]


@dataclass(frozen=True)
class SeededMachine:
    """A change to the deployed machine, played on an engine as a scenario."""

    name: str
    engine: str
    """moto or awslocal, and a number to tell its runs from the others."""
    scenario: str
    change: Callable[[States], Any]
    expected: str

    def changed(self, definition: str) -> str:
        machine = json.loads(definition)
        self.change(machine["States"])
        if machine == json.loads(definition):
            raise LookupError(f"'{self.name}' changes nothing: this seeded defect is out of date")
        return json.dumps(machine)


def _verify_before_the_share_ends(states: States) -> None:
    states["AfterAccountCopy"]["Choices"][0]["Next"] = "VerifyCopy"
    states["VerifyCopy"]["Next"] = "StopSharing"
    states["AfterSharing"]["Default"] = "RelayCompleted"


def _keep_the_share(states: States) -> None:
    states["AfterAccountCopy"]["Choices"][0]["Next"] = "VerifyCopy"


def _share_always(states: States) -> None:
    states["BeforeAccountCopy"]["Choices"].pop(0)


def _catch_elsewhere(states: States) -> None:
    states["ShareRegionCopy"]["Catch"][0]["Next"] = "ExplainFailure"


def _catch_over_everything(states: States) -> None:
    states["PlanRelay"]["Catch"][0]["ResultPath"] = "$.errors"


MACHINES = [
    SeededMachine("two states swapped", "awslocal1", "done", _verify_before_the_share_ends, "way is"),
    SeededMachine("the share is kept", "awslocal2", "relayed", _keep_the_share, "left_behind.region copies"),
    SeededMachine("the source's share is kept", "moto3", "direct", _keep_the_share, "left_behind.source"),
    SeededMachine("a share where AWS Backup copies", "awslocal4", "job", _share_always, "way is"),
    SeededMachine("no Retry", "awslocal3", "throttled", lambda s: s["CopyToRegion"].pop("Retry"), "status is"),
    SeededMachine("a Catch that leads elsewhere", "moto1", "shared", _catch_elsewhere, "way is"),
    SeededMachine("a Catch with another ResultPath", "moto2", "disabled", _catch_over_everything, "cause is"),
]


def _under_another_key(run: Run) -> dict[str, Any]:
    return {"document": run.document | {"verification": run.document["verification"] | {"kmsKeyId": "another"}}}


# Scenario, what is wrong with moto's run, the change to it, what must be said.
RECORDS: list[tuple[str, str, Callable[[Run], dict[str, Any]], str]] = [
    ("done", "an execution that does not end", lambda r: {"status": "RUNNING"}, "status is"),
    ("done", "a copy under another key", _under_another_key, "document.verification.kmsKeyId is"),
    ("queues", "a state left out", lambda r: {"way": tuple(s for s in r.way if s != "WaitForSlot")}, "way is"),
    ("fails", "another error", lambda r: {"error": "CopyVanishedException"}, "error is"),
    ("fails", "another cause", lambda r: {"cause": "It failed."}, "cause is"),
]
