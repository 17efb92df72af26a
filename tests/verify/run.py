#!/usr/bin/env python3
"""
Runs the judges: all, or those whose numbers are given (`tests/verify/run.py 1 7`).

A judge whose tool is missing is skipped with a line that says which and why; with CI=true that is a failure. The last
line adds up all checks. Exit status 0 only if nothing failed.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from support import node
from support.judge import Judge, Verdict

# Nothing here may reach AWS, and nothing of the machine's own settings may count.
os.environ.update(
    AWS_ACCESS_KEY_ID="111111111111",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION="eu-central-1",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
)
for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
    os.environ.pop(name, None)

IN_CI = os.environ.get("CI") == "true"
# (number, module, class), in the order of the report. The modules are imported by the process that judges.
JUDGES = [
    (1, "judges.templates", "Templates"),
    (2, "judges.state_machine", "StateMachine"),
    (3, "judges.engines", "Engines"),
    (4, "judges.wire", "Wire"),
    (5, "judges.our_requests", "OurRequests"),
    (6, "judges.iam", "Iam"),
    (7, "judges.event_patterns", "EventPatterns"),
    (8, "judges.differences", "Differences"),
]


@dataclass
class Outcome:
    """What is reported of one judge."""

    heading: str
    verdict: Verdict = field(default_factory=Verdict)
    defects: int = 0
    seconds: float = 0
    skipped: str = ""


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < (3, 11):
        print(f"No judge can judge: this is Python {sys.version.split()[0]}, and they need 3.11.")
        return 1 if IN_CI else 0
    chosen = [j for j in JUDGES if not arguments or str(j[0]) in arguments]
    if not chosen:
        print(f"There is no such judge; there are {', '.join(str(j[0]) for j in JUDGES)}.", file=sys.stderr)
        return 2
    problem = node.install()
    if problem:
        print(f"The judges that come from npm can't be installed: {problem}.")
    # A fresh process for each judge: some tools keep state, and a crash takes only its own judge along.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=2, mp_context=spawn, max_tasks_per_child=1) as pool:
        outcomes = list(pool.map(_judge, chosen))
    for outcome in outcomes:
        _report(outcome)
    passed = sum(o.verdict.passed for o in outcomes)
    failed = sum(len(o.verdict.failures) for o in outcomes) + (sum(bool(o.skipped) for o in outcomes) if IN_CI else 0)
    print(f"verify: {passed} passed, {failed} failed, {sum(bool(o.skipped) for o in outcomes)} skipped")
    return 1 if failed else 0


def _judge(chosen: tuple[int, str, str]) -> Outcome:
    number, module, name = chosen
    began = time.monotonic()
    outcome = Outcome(f"judge {number}, {name}")
    try:
        judge: Judge = getattr(__import__(module, fromlist=[name]), name)()
        outcome.heading = f"judge {number}, {judge.title}: {', '.join(t.label() for t in judge.tools)}"
        missing = judge.missing()
        if missing:
            outcome.skipped = f"{missing.name} is not there ({missing.how_to_get})"
        else:
            judge.judge(outcome.verdict)
            _self_test(judge, outcome)
    except ModuleNotFoundError as lacking:
        outcome.skipped = f"Python has no {lacking.name} (pip install -r tests/verify/requirements.txt)"
    except Exception:  # A judge that crashes has not judged; the others still do.
        outcome.verdict.failures.append(traceback.format_exc())
    outcome.seconds = time.monotonic() - began
    return outcome


def _self_test(judge: Judge, outcome: Outcome) -> None:
    for defect in judge.defects():
        outcome.defects += 1
        uncaught = defect.uncaught()
        outcome.verdict.check(f"self-test, {defect.name}", [f"not caught; {uncaught}"] if uncaught else [])
    outcome.verdict.check("self-test", outcome.defects > 0 or "there are no seeded defects")


def _report(outcome: Outcome) -> None:
    print(outcome.heading)
    if outcome.skipped:
        print(f"  {'FAILED, not judged' if IN_CI else 'skipped'}: {outcome.skipped}")
        return
    verdict = outcome.verdict
    counts = ", ".join(f"{n} {what}" for what, n in verdict.counts.items())
    result = f"{len(verdict.failures)} FAILED" if verdict.failures else "nothing wrong"
    print(f"  {counts}: {verdict.passed} checks passed, {result} ({outcome.seconds:.0f} s)")
    print(f"  self-test: {outcome.defects} seeded defects")
    for text in verdict.notes:
        print(f"  note: {text}")
    for text in verdict.failures:
        print(f"  FAILED {text}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
