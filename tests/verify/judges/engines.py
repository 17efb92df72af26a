"""
Judge 3: the workflow on other people's engines. The deployed state machine runs in moto's interpreter and in
aws-local-stepfunctions, with the real functions on the local cloud; our own interpreter is trusted as far as it agrees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from botocore.config import Config

from judges import engines_moto
from judges.engines_estate import CLOUD, FAST, PATIENCE_SECONDS, REAL, Estate, until
from judges.engines_runs import Run
from judges.engines_scenarios import SCENARIOS, Job
from judges.engines_seeded import MACHINES, RECORDS
from support import node
from support.judge import LOCAL_CLOUD_BUILT, Defect, Judge, Verdict, command, npm, python
from support.local_cloud import SECRET, LocalCloud, local_cloud
from support.repository import DR_REGION, RELAY, SOURCE_ACCOUNT, STATE_MACHINE, text

OURS, MOTO, AWS_LOCAL = "ours", "moto", "awslocal"
ENGINES = {OURS: "the local cloud's interpreter", MOTO: "moto", AWS_LOCAL: "aws-local-stepfunctions"}
MACHINE_ARN = f"arn:aws:states:{DR_REGION}:{SOURCE_ACCOUNT}:stateMachine:{RELAY}"

# Real seconds for one of a Wait or a Retry, and the pause where an engine has but one for all.
TIME_SCALE = 0.02
PAUSE_SECONDS = 0.3

Histories = dict[str, list[dict[str, Any]]]


class Engines(Judge):
    number = 3
    title = "workflow on other engines"
    tools = (python("moto"), python("boto3"), command("node"), npm("aws-local-stepfunctions"), LOCAL_CLOUD_BUILT)

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}

    def judge(self, verdict: Verdict) -> None:
        with local_cloud(**CLOUD) as cloud:
            definition = _deployed(cloud)
            verdict.equal("the deployed definition is the repository's", _without_arns(definition), _repositorys())
            self._runs = _play(cloud, definition)
        verdict.note("aws-local-stepfunctions reads IsPresent false as never true; it is given Not of IsPresent true")
        verdict.counts["engines"] += len(ENGINES)
        verdict.counts["scenarios"] += len(SCENARIOS)
        for scenario, what in SCENARIOS.items():
            own = self._runs[f"{OURS}-{scenario}"]
            verdict.equal(f"{what.about} ends", own.error or own.status, what.ends)
            verdict.check(f"{what.about} leads through {what.through}", _in_order(what.through.split(), own.way))
            verdict.equal(f"{what.about} takes route {what.route}", own.route, what.route)
            for engine in (MOTO, AWS_LOCAL):
                about = f"{what.about}, {ENGINES[OURS]} and {ENGINES[engine]}"
                verdict.check(about, own.differences(self._runs[f"{engine}-{scenario}"]))
        on_the_way = {s for name, r in self._runs.items() if name.startswith(OURS) for s in r.way}
        never = json.loads(definition)["States"].keys() - on_the_way
        verdict.check("every state is on the way of some scenario", [f"{s} is not" for s in sorted(never)])
        verdict.check("every route is taken by some scenario", not_taken(s.route for s in SCENARIOS.values()))

    def defects(self) -> Iterable[Defect]:
        for seeded in MACHINES:
            own, other = self._runs[f"{OURS}-{seeded.scenario}"], self._runs[f"{seeded.engine}-{seeded.scenario}"]
            yield Defect(seeded.name, lambda a=own, b=other: a.differences(b), seeded.expected)
        for scenario, name, change, expected in RECORDS:
            own, other = self._runs[f"{OURS}-{scenario}"], self._runs[f"{MOTO}-{scenario}"]
            yield Defect(name, lambda a=own, b=replace(other, **change(other)): a.differences(b), expected)
        yield Defect(
            "a route that no scenario takes",
            lambda: list(not_taken(s.route for s in SCENARIOS.values() if s.route != "BackupTwoJobs")),
            "BackupTwoJobs",
        )
        yield Defect("a state that comes too early", lambda: _in_order(["A", "B"], ["B", "A"]), "B")


def _play(cloud: LocalCloud, definition: str) -> dict[str, Run]:
    """All runs by name, those of seeded machines too."""
    jobs = [Job(engine, scenario, definition) for engine in ENGINES for scenario in SCENARIOS]
    jobs += [Job(s.engine, s.scenario, s.changed(definition)) for s in MACHINES]
    own = [j for j in jobs if j.engine == OURS]
    foreign = [j for j in jobs if j.engine != OURS]
    relayed = [j for j in jobs if j.what.special == "relayed"]
    # Whoever's engine it is that shall find copies: a relay of ours makes them.
    ours = {j.name: j for j in own if j not in relayed} | {f"{j.name}-before": j for j in relayed}
    ours |= {j.name: j for j in own if j in relayed}

    estate = Estate(cloud)
    estate.make(jobs)
    with ThreadPoolExecutor() as pool:

        def together(now: Iterable[Job], scale: float, *running: Future[Histories]) -> Histories:
            estate.play(list(now), scale, lambda: not all(r.done() for r in running))
            return {name: history for r in running for name, history in r.result().items()}

        estate.begin_snapshots(own)
        histories = together(own, FAST, pool.submit(_ours, cloud, ours))
        estate.begin_snapshots(foreign)
        histories |= together(
            foreign,
            REAL,
            pool.submit(_moto, cloud, [j for j in foreign if _on_moto(j)]),
            pool.submit(_aws_local, cloud, [j for j in foreign if not _on_moto(j)]),
        )
    left = estate.left_behind(jobs)
    return {j.name: replace(Run.of(histories[j.name], j.own_names), left_behind=left[j.name]) for j in jobs}


def not_taken(taken: Iterable[str]) -> Iterator[str]:
    """Routes of the code that none of these is."""
    routes = re.search(r"public enum Route\s*\{(.*?)\n\}", text("functions/Relay/RelayDocument.cs"), re.DOTALL)
    assert routes
    names = re.findall(r"^ *(\w+),", routes[1], re.MULTILINE)
    return (f"{name} is not" for name in sorted(set(names) - set(taken)))


def _in_order(wanted: Iterable[str], way: Iterable[str]) -> list[str]:
    """What of it is missing on the way, in this order."""
    left = iter(way)
    return [w for w in wanted if w not in left]


def _on_moto(job: Job) -> bool:
    return job.engine.startswith(MOTO)


def _ours(cloud: LocalCloud, jobs: dict[str, Job]) -> Histories:
    states = cloud.client("stepfunctions", DR_REGION)
    arns = {}
    # One after another: waits are short here, and functions stay warm.
    for name, job in jobs.items():
        given = json.dumps(job.input)
        arn = states.start_execution(stateMachineArn=MACHINE_ARN, name=name, input=given)["executionArn"]
        until(lambda a=arn: states.describe_execution(executionArn=a)["status"] != "RUNNING")
        arns[name] = arn
    pages = states.get_paginator("get_execution_history")
    return {name: [e for p in pages.paginate(executionArn=arn) for e in p["events"]] for name, arn in arns.items()}


def _moto(cloud: LocalCloud, jobs: list[Job]) -> Histories:
    config = Config(retries={"total_max_attempts": 1}, read_timeout=PATIENCE_SECONDS, max_pool_connections=len(jobs))
    return engines_moto.run(jobs, cloud.client("lambda", DR_REGION, config=config), TIME_SCALE)


def _aws_local(cloud: LocalCloud, jobs: list[Job]) -> Histories:
    return node.run(
        "judges/engines_aws_local.mjs",
        {
            "endpoint": cloud.endpoint,
            "region": DR_REGION,
            "accessKeyId": SOURCE_ACCOUNT,
            "secretAccessKey": SECRET,
            "pauseMilliseconds": PAUSE_SECONDS * 1000,
            "patienceMilliseconds": PATIENCE_SECONDS * 1000,
            "jobs": [
                {
                    "name": j.name,
                    "definition": json.loads(j.definition),
                    "input": j.input,
                }
                for j in jobs
            ],
        },
    )


def _deployed(cloud: LocalCloud) -> str:
    return cloud.client("stepfunctions", DR_REGION).describe_state_machine(stateMachineArn=MACHINE_ARN)["definition"]


def _without_arns(definition: str) -> Any:
    arn = rf"arn:aws:lambda:{DR_REGION}:{SOURCE_ACCOUNT}:function:{RELAY}-(\w+)"
    return json.loads(re.sub(arn, r"${\1Arn}", definition))


def _repositorys() -> Any:
    return json.loads(text(STATE_MACHINE))
