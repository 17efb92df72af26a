"""What an engine did with one execution, and whether two engines did the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# What differs from run to run without meaning: when, how often a poll looked, what it saw of a copy in progress.
_PASSING = frozenset({"requestedAt", "polls", "before", "last", "seconds", "times"})
_IN_PROGRESS = frozenset({"pending", "copying", "CREATED", "RUNNING"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
# The end of a copy's name, a digest of the snapshot's ARN and create time.
_DIGEST = re.compile(r"NAME-[0-9a-f]{12}\b|(?<=awsbackup-job-|ecovery-point-)[0-9a-f-]+-[0-9a-f]{12}\b")
# What AWS Backup calls a job, and what it makes; file systems. Ids of keys, in small letters as well, stay.
_ID = re.compile(
    r"\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b|(?<=:recovery-point:)[0-9a-f-]{36}\b"
    r"|(?<=:awsbackup:copyjob-)[0-9a-f-]{36}\b|(?<=/fs-)[0-9a-f]{17}\b"
)


@dataclass(frozen=True)
class Run:
    """One execution. Names and times of its own are taken out, so that runs of different engines compare."""

    way: tuple[str, ...]
    """The states in their order, and each error that an attempt ended with; loops collapsed."""
    status: str
    error: str | None
    cause: str | None
    document: Any
    """The relay document as it reached the last state."""
    left_behind: Mapping[str, Any] = field(default_factory=dict)
    """What AWS holds afterwards: copies, shares."""

    @staticmethod
    def of(events: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Run:
        """From a history as GetExecutionHistory spells it. `names`: its own and its snapshot's."""
        way: list[str] = []
        status, error, cause, document = "RUNNING", None, None, None
        for event in events:
            kind = str(event["type"])
            if kind.endswith("StateEntered"):
                entered = event["stateEnteredEventDetails"]
                way.append(entered["name"])
                document = json.loads(entered["input"])
            elif kind.startswith(("LambdaFunction", "Task")) and kind.endswith(("Failed", "TimedOut")):
                way.append(f"({_details(event)['error']})")
            elif kind == "ExecutionSucceeded":
                status = "SUCCEEDED"
            elif kind in ("ExecutionFailed", "ExecutionTimedOut"):
                status = "FAILED" if kind == "ExecutionFailed" else "TIMED_OUT"
                error, cause = _details(event).get("error"), _details(event).get("cause")
        return Run(collapsed(way), status, error, anonymous(cause, names), anonymous(document, names))

    @property
    def route(self) -> str:
        """Of its plan; nothing before it has one."""
        return self.document.get("plan", {}).get("route", "")

    def differences(self, other: Run) -> list[str]:
        """What is not the same, for people."""
        mine, theirs = self.__dict__, other.__dict__
        return [p for part in mine for p in _differences(part, mine[part], theirs[part])]


def collapsed(way: Sequence[str]) -> tuple[str, ...]:
    """The way with each loop told once: what follows itself, one state or several, is left out."""
    left = list(way)
    length = 1
    while length <= len(left) // 2:
        for start in range(len(left) - 2 * length + 1):
            if left[start : start + length] == left[start + length : start + 2 * length]:
                del left[start : start + length]
                length = 0
                break
        length += 1
    return tuple(left)


def anonymous(value: Any, names: Sequence[str]) -> Any:
    """A value without its execution's names, without times and counts of looks, Lambda's error payloads read."""
    match value:
        case dict():
            return {k: anonymous(v, names) for k, v in value.items() if k not in _PASSING}
        case list():
            return [anonymous(v, names) for v in value]
        case str() if value.startswith('{"errorType"'):
            payload = json.loads(value)
            return anonymous({k: payload.get(k) for k in ("errorType", "errorMessage")}, names)
        case str() if value in _IN_PROGRESS:
            return "(in progress)"
        case str():
            for name in names:
                value = re.sub(re.escape(name), "NAME", value, flags=re.IGNORECASE)
            for passing, word in ((_TIME, "TIME"), (_DIGEST, "NAME-DIGEST"), (_ID, "ID")):
                value = passing.sub(word, value)
            return value
        case _:
            return value


def _details(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((v for k, v in event.items() if k.endswith("EventDetails")), {})


def _differences(path: str, mine: Any, theirs: Any) -> Iterator[str]:
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        for key in sorted(mine.keys() | theirs.keys()):
            yield from _differences(f"{path}.{key}", mine.get(key, "(none)"), theirs.get(key, "(none)"))
    elif mine != theirs:
        told = (" ".join(v) if isinstance(v, tuple) else repr(v) for v in (mine, theirs))
        yield "{} is {}, but {}".format(path, *told)
