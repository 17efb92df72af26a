"""Judge 2: the state machine, by asl-validator and by AWS's own language service; what both overlook, by own rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from judges.state_machine_seeded import SEEDED
from support import node
from support.judge import Defect, Judge, Verdict, npm
from support.repository import DR_REGION, RELAY, RELAY_TEMPLATE, SOURCE_ACCOUNT, STATE_MACHINE, text

PACKAGES = ("asl-validator", "amazon-states-language-service")


class StateMachine(Judge):
    number = 2
    title = "state machine"
    tools = tuple(npm(p) for p in PACKAGES)

    def judge(self, verdict: Verdict) -> None:
        definition = _filled(text(STATE_MACHINE))
        answers = node.run("judges/state_machine.mjs", {"snapshot-relay": definition})["snapshot-relay"]
        for package in PACKAGES:
            verdict.check(f"{package} accepts the state machine", answers[package])
        verdict.check("nothing is wrong that both may overlook", _overlooked(definition))
        states = list(_states(json.loads(definition)))
        verdict.counts["states"] += len(states)
        verdict.counts["retriers and catchers"] += sum(len(s.get(k, [])) for s in states for k in ("Retry", "Catch"))
        verdict.check("there are states to judge", len(states) > 10)

    def defects(self) -> Iterable[Defect]:
        definition = _filled(text(STATE_MACHINE))
        broken = {}
        for name, old, new in SEEDED:
            if old not in definition:
                raise LookupError(f"{STATE_MACHINE} has no {old!r}: this seeded defect is out of date")
            broken[name] = definition.replace(old, new, 1)
        answers = node.run("judges/state_machine.mjs", broken)
        for name, definition in broken.items():
            found = [f for p in PACKAGES for f in answers[name][p]] + _overlooked(definition)
            yield Defect(name, lambda f=found: f)


def _filled(definition: str) -> str:
    """The definition with its substitutions filled in, as deployment does it; each must have a value."""
    names = set(re.findall(r"^ {8}(\w+): !GetAtt \w+\.Arn$", text(RELAY_TEMPLATE), re.MULTILINE))

    def arn(found: re.Match[str]) -> str:
        if found[1] not in names:
            raise LookupError(f"{RELAY_TEMPLATE} has no substitution {found[1]}")
        return f"arn:aws:lambda:{DR_REGION}:{SOURCE_ACCOUNT}:function:{RELAY}-{found[1].removesuffix('Arn')}"

    return re.sub(r"\$\{(\w+)\}", arn, definition)


def _overlooked(definition: str) -> list[str]:
    """What is wrong that neither package, or only one, sees."""
    twice: list[str] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice.extend(f"{name} stands twice in one object" for name in sorted(set(names)) if names.count(name) > 1)
        return dict(pairs)

    states = list(_states(json.loads(definition, object_pairs_hook=members)))
    paths = [c["ResultPath"] for s in states for c in s.get("Catch", []) if c.get("ResultPath")]
    return [
        *twice,
        *[p for s in states for k in ("Retry", "Catch") for p in _names(k, s.get(k, []))],
        *[f"a catcher's ResultPath {path} is no path" for path in paths if not re.fullmatch(r"\$(\.\w+)*", path)],
    ]


def _names(kind: str, handlers: list[dict[str, Any]]) -> Iterator[str]:
    """States.ALL must stand alone and last (Amazon States Language, "Errors"); else AWS refuses the state machine."""
    for position, handler in enumerate(handlers):
        names = handler["ErrorEquals"]
        if "States.ALL" in names and names != ["States.ALL"]:
            yield f"{kind}: States.ALL does not stand alone in {names}"
        if "States.ALL" in names and position < len(handlers) - 1:
            yield f"{kind}: States.ALL is not last, what follows it is never reached"


def _states(machine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All states, those of Parallel's branches and of Map's items too."""
    for state in machine.get("States", {}).values():
        yield state
        inner = state.get("Branches", []) + [state[k] for k in ("ItemProcessor", "Iterator") if k in state]
        for branch in inner:
            yield from _states(branch)
