"""
Judge 4: the local cloud's wire. boto3 and the JavaScript SDK drive every operation and every error, the AWS CLI walks
what `make cloud` prints; each reply is checked against AWS's service models, by what went over the wire. What they sign
is accepted, what was tampered with is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from judges import (
    wire_backup,
    wire_calls,
    wire_kms,
    wire_rds,
    wire_rds_clusters,
    wire_rds_options,
    wire_rds_restores,
    wire_seeded,
    wire_services,
    wire_signals,
    wire_signatures,
    wire_states,
    wire_walk,
)
from judges.wire_known import NOT_IN_THE_MODELS, NOT_OVER_THE_WIRE
from support.callers import Boto3, JavaScript, boto3_sdk, javascript_sdk
from support.exchanges import Exchange, Recorder, recorder
from support.judge import LOCAL_CLOUD_BUILT, Defect, Judge, Verdict, command, npm, python
from support.local_cloud import LocalCloud, local_cloud
from support.repository import ROOT
from support.wire import error_code, wrong

KNOWN_ERRORS = {name: status for name, (status, _) in NOT_IN_THE_MODELS.items()}

FOLDERS = {
    "rds": "Rds",
    "kms": "Kms",
    "sts": "Sts",
    "states": "States",
    "events": "Events",
    "lambda": "Lambda",
    "sqs": "Queues",
    "backup": "Backup",
    "iam": "Iam",
    "monitoring": "CloudWatch",
    "sns": "Sns",
    "scheduler": "Scheduler",
}

_CODE = re.compile(
    r'(?:AwsError\(|AwsError \w+\([^)]*\)\s*=>\s*new\()\s*"([\w.#]+)"'
    r'|const string \w+ = "([\w.]*(?:#\w+|Exception))"'
    r'|\b\w+(?:NotFound|Exists|State): "(\w+)"'
)

# Each SDK in accounts of its own, so that one does not find what the other left.
SDKS = [(boto3_sdk, "333333333331", "333333333332"), (javascript_sdk, "333333333333", "333333333334")]


class Wire(Judge):
    number = 4
    title = "the local cloud's wire"
    tools = (
        python("boto3"),
        npm("@aws-sdk/client-rds"),
        command("aws"),
        command("curl"),
        LOCAL_CLOUD_BUILT,
    )

    def judge(self, verdict: Verdict) -> None:
        with recorder() as proxy, local_cloud(SCALE=str(wire_calls.FAST)) as cloud:
            proxy.towards = cloud.endpoint
            _drive(verdict, proxy, cloud)
            proxy.sender = "the AWS CLI"
            verdict.check("the walk-through of make cloud", wire_walk.walk(cloud, proxy))
            _judge_replies(verdict, proxy.exchanges)
            _judge_coverage(verdict, proxy.exchanges, cloud)
            for about, problems in wire_signatures.judged(proxy, cloud):
                verdict.counts["signatures"] += 1
                verdict.check(about, problems)

    def defects(self) -> Iterable[Defect]:
        yield from wire_seeded.defects(KNOWN_ERRORS)
        yield Defect(
            "an operation that nobody calls",
            lambda: list(not_driven({"rds": ["CopyDBSnapshot", "RebootDBInstance"]}, {"rds:CopyDBSnapshot"})),
            "rds:RebootDBInstance",
        )
        yield Defect(
            "an error of clusters that nobody gets",
            lambda: list(not_seen(_codes_in_sources(), {("rds", "DBSnapshotNotFound")})),
            "rds: DBClusterSnapshotNotFoundFault",
        )
        yield Defect(
            "an error that nobody gets",
            lambda: list(not_seen({("rds", "NewFault")}, set())),
            "rds: NewFault",
        )


def _drive(verdict: Verdict, proxy: Recorder, cloud: LocalCloud) -> None:
    for start, owner, other in SDKS:
        with start(proxy.endpoint) as sdk:
            proxy.sender = sdk.name
            calls = wire_calls.Calls(cloud, sdk, owner, other)
            try:
                _make_all(calls)
            except AssertionError as stopped:
                # What was answered until then is judged all the same.
                calls.wrong.append(str(stopped))
        verdict.check(f"{sdk.name} gets the answers that are expected", calls.wrong)
    for about, problems in wire_signals.in_every_protocol(proxy, cloud):
        verdict.check(about, problems)


def _make_all(calls: wire_calls.Calls) -> None:
    calls.pace(wire_calls.FAST)
    key = wire_kms.keys(calls)
    wire_kms.key_states(calls)
    wire_kms.key_refusals(calls, key)
    wire_rds.instances(calls, key)
    wire_rds.snapshots(calls)
    wire_rds.copies(calls, key)
    wire_rds.sharing(calls, key)
    wire_rds_options.option_groups(calls, key)
    wire_rds.quotas(calls)
    wire_rds.tags(calls)
    wire_rds_clusters.clusters(calls, key)
    wire_rds_clusters.snapshots(calls)
    wire_rds_clusters.copies(calls, key)
    wire_rds_clusters.sharing(calls, key)
    wire_rds_clusters.quotas(calls)
    wire_rds_clusters.tags(calls)
    wire_rds_restores.groups(calls)
    wire_rds_restores.instances(calls)
    wire_rds_restores.clusters(calls)
    wire_backup.roles(calls)
    wire_backup.vaults(calls, key)
    points = wire_backup.jobs(calls)
    wire_backup.points(calls, points)
    wire_rds_restores.jobs(calls, points)
    wire_backup.copies(calls, points, key)
    wire_backup.locked_for_good(calls)
    wire_services.roles(calls)
    wire_states.executions(calls)
    wire_states.relay_executions(calls)
    wire_services.events(calls)
    wire_services.functions(calls)
    wire_services.queues(calls)
    wire_signals.all_of_them(calls)
    wire_services.faults(calls)
    wire_services.front_door(calls)


def _judge_replies(verdict: Verdict, exchanges: Iterable[Exchange]) -> None:
    for exchange in exchanges:
        verdict.counts["replies"] += 1
        about = f"{exchange.sender}, {exchange.name}, {exchange.reply.status} {error_code(exchange)}".strip()
        verdict.check(about, sorted(set(wrong(exchange, KNOWN_ERRORS))))


def _judge_coverage(verdict: Verdict, exchanges: list[Exchange], cloud: LocalCloud) -> None:
    operations = cloud.local("operations")
    codes = _codes_in_sources()
    verdict.counts["operations"] += sum(len(names) for names in operations.values())
    verdict.counts["errors"] += len(codes)
    for sdk in (Boto3, JavaScript):
        own = [e for e in exchanges if e.sender == sdk.name]
        answered = {e.name for e in own if e.reply.status < 300}
        has = {service: names for service, names in operations.items() if service not in sdk.lacks}
        verdict.check(f"{sdk.name} drives every operation", not_driven(has, answered))
        refused = {(e.request.service, error_code(e)) for e in own if e.reply.status >= 300}
        known = {(service, code) for service, code in codes if service not in sdk.lacks}
        verdict.check(f"{sdk.name} gets every error", not_seen(known, refused | NOT_OVER_THE_WIRE.keys()))
    stale = [f"{s}: {c}" for s, c in NOT_OVER_THE_WIRE if (s, c) not in codes]
    verdict.check("what is said not to be sent is there", stale)
    seen = {(of, error_code(e)) for e in exchanges if e.reply.status >= 300 for of in (e.name, e.request.service, "*")}
    unused = [f"{s}: {c}" for s, c in NOT_IN_THE_MODELS if (s, c) not in seen]
    verdict.check("what is listed as in no model is sent", unused)


def not_driven(operations: Mapping[str, Iterable[str]], answered: set[str]) -> Iterator[str]:
    """Operations of the local cloud that no call had answered."""
    for service, names in operations.items():
        for name in names:
            if f"{service}:{name}" not in answered:
                yield f"{service}:{name} is not driven"


def not_seen(codes: Iterable[tuple[str, str]], seen: set[tuple[str, str]]) -> Iterator[str]:
    """Errors of the local cloud that no call got."""
    return (f"{service}: {code} is not driven" for service, code in sorted(set(codes) - seen))


def _codes_in_sources() -> set[tuple[str, str]]:
    """The local cloud has no table of its errors: each service's are in its sources."""
    found = set()
    for service, folder in FOLDERS.items():
        for file in (ROOT / "local/LocalCloud" / folder).rglob("*.cs"):
            for codes in _CODE.findall(file.read_text(encoding="utf-8")):
                found.add((service, next(filter(None, codes)).rpartition("#")[2]))
    return found
