"""
Judge 5: everything that the functions send. A proxy between them and the local cloud keeps it, while the relay goes
through the scenarios of judge 3; each request is read and validated by AWS's service models, and its signature computed
once more with botocore.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.config import Config

from judges import our_requests_rest, our_requests_seeded
from judges.engines_estate import CLOUD, FAST, Estate, until
from judges.engines_scenarios import SCENARIOS, Job
from judges.templates_deployed import KEEPERS
from support.exchanges import Request, recorder
from support.judge import LOCAL_CLOUD_BUILT, Defect, Judge, Verdict, python
from support.local_cloud import LocalCloud, local_cloud
from support.repository import DR_ACCOUNT, DR_REGION, OTHER_SOURCE_REGION, RELAY, ROOT, SOURCE_ACCOUNT, SOURCE_REGION, text
from support.sent import wrong_request
from support.signatures import wrong_signature

MACHINE = f"arn:aws:states:{DR_REGION}:{SOURCE_ACCOUNT}:stateMachine:{RELAY}"
EVENT = "events/rds-manual-snapshot-created.json"
CALLS_NOTHING = {"ExplainFailure"}
# Asked for in a source's own Region: what is there, and AWS Backup's copy jobs, which start where their vault is.
AT_THE_SOURCE = {
    "DescribeDBSnapshots",
    "DescribeDBClusterSnapshots",
    "DescribeOptionGroups",
    "ListTagsForResource",
    "DescribeKey",
    "GetKeyPolicy",
    "DescribeRecoveryPoint",
    "ListRecoveryPointsByBackupVault",
    "StartCopyJob",
    "ListCopyJobs",
    "DescribeCopyJob",
}
# These look into all source Regions, whatever is there.
ALL_SOURCES = {f"{RELAY}-Reconcile", f"{RELAY}-Doctor"}
# What these alone do there: DirectToAccount shares the source itself, and marks it first.
SHARE_THE_SOURCE = ("ShareSource", "StopSharing")
SHARING = {
    "DescribeDBSnapshotAttributes",
    "DescribeDBClusterSnapshotAttributes",
    "ModifyDBSnapshotAttribute",
    "ModifyDBClusterSnapshotAttribute",
    "AddTagsToResource",
    "RemoveTagsFromResource",
}


class OurRequests(Judge):
    number = 5
    title = "what the functions send"
    tools = (python("botocore"), python("moto"), LOCAL_CLOUD_BUILT)

    def judge(self, verdict: Verdict) -> None:
        with recorder() as proxy, local_cloud(FUNCTION_ENDPOINT=proxy.endpoint, **CLOUD) as cloud:
            proxy.towards = cloud.endpoint
            _play(verdict, cloud)
            requests = list(proxy.requests)
            keys = {r.scope[0]: cloud.local(f"access-key?id={r.scope[0]}") for r in requests if r.scope}
            functions = _functions(cloud)
        verdict.counts["scenarios"] += len(SCENARIOS) + 1
        verdict.counts["requests"] += len(requests)
        verdict.counts["operations"] += len({(r.service, r.operation) for r in requests})
        for request in requests:
            key = keys[request.scope[0]]
            about = f"{request.service}:{request.operation} by {key['caller']}"
            verdict.check(f"{about}, by AWS's model", wrong_request(request))
            verdict.check(f"{about}, place", misplaced(request, key["caller"]))
            verdict.check(
                f"{about}, signature", wrong_signature(request, key["secretAccessKey"], key.get("sessionToken"))
            )
        verdict.check("every call in the sources is made", not_made(_operations_in_sources(), requests))
        silent = functions.keys() - {keys[r.scope[0]].get("roleArn") for r in requests}
        verdict.equal("the functions that call nothing", {functions[role] for role in silent}, CALLS_NOTHING)

    def defects(self) -> Iterable[Defect]:
        yield from our_requests_seeded.defects()
        yield from our_requests_rest.defects()
        made = [our_requests_seeded.COPY]
        yield Defect(
            "a call that no scenario makes",
            lambda: list(not_made({"CopyDBSnapshot", "DeleteDBSnapshot"}, made)),
            "DeleteDBSnapshot",
        )
        for name, operation, caller in [
            ("a copy in the source Region", "CopyDBSnapshot", _session("CopyToRegion")),
            ("a source that is shared by another function", "ModifyDBSnapshotAttribute", _session("ShareRegionCopy")),
            ("a reader that looks at the source", "DescribeDBSnapshots", _session("reader", DR_ACCOUNT)),
        ]:
            there = our_requests_seeded.elsewhere(SOURCE_REGION, operation)
            yield Defect(name, lambda r=there, c=caller: list(misplaced(r, c)), "is called in")
        shared = our_requests_seeded.elsewhere(SOURCE_REGION, "ModifyDBSnapshotAttribute")
        placed = list(misplaced(shared, _session("ShareSource")))
        yield Defect("none: a source that is shared", lambda: placed or ["nothing is wrong"], "nothing is wrong")


def _session(role: str, account: str = SOURCE_ACCOUNT) -> str:
    return f"arn:aws:sts::{account}:assumed-role/{RELAY}-{role}/session"


def _play(verdict: Verdict, cloud: LocalCloud) -> None:
    jobs = [Job("wire", scenario) for scenario in SCENARIOS]
    estate = Estate(cloud)
    estate.make(jobs)
    estate.begin_snapshots(jobs)
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(_run, cloud, jobs)
        estate.play(jobs, FAST, lambda: not running.done())
    statuses = running.result()
    for job in jobs:
        expected = "SUCCEEDED" if job.what.ends == "SUCCEEDED" else "FAILED"
        verdict.equal(f"{job.what.about} ends", statuses[job.name], expected)
    _announce(verdict, cloud, next(j for j in jobs if j.scenario == "done"))
    now = {"now": datetime.now(UTC).isoformat()}
    reply = cloud.client("lambda", DR_REGION).invoke(FunctionName=f"{RELAY}-Reconcile", Payload=json.dumps(now))
    verdict.check("reconciliation", [reply["Payload"].read().decode()] if "FunctionError" in reply else [])
    reply = cloud.client("lambda", DR_REGION).invoke(FunctionName=f"{RELAY}-Doctor", Payload=json.dumps(now))
    verdict.check("preflight", [reply["Payload"].read().decode()] if "FunctionError" in reply else [])
    _explain(verdict, cloud)
    _keep(verdict, cloud)


def _explain(verdict: Verdict, cloud: LocalCloud) -> None:
    """An execution that has ended, as if it had been aborted: its message names its last step."""
    states = cloud.client("stepfunctions", DR_REGION)
    arn = states.list_executions(stateMachineArn=MACHINE, statusFilter="SUCCEEDED")["executions"][0]["executionArn"]
    event = json.loads(text("events/explain-stop.json"))
    event["detail"]["executionArn"] = arn
    reply = cloud.client("lambda", DR_REGION).invoke(FunctionName=f"{RELAY}-ExplainStop", Payload=json.dumps(event))
    said = reply["Payload"].read().decode()
    verdict.check("a stop", [] if "was cut off at RelayCompleted" in said else [said])


def _keep(verdict: Verdict, cloud: LocalCloud) -> None:
    """What measures and prunes in both accounts, a year later: a failed copy goes, and a cluster's that has a successor."""
    rds = cloud.client("rds", DR_REGION)
    copies = rds.describe_db_cluster_snapshots()["DBClusterSnapshots"]
    first = next(
        c
        for c in copies
        if c["DBClusterSnapshotIdentifier"].startswith(f"{RELAY}-") and c["Status"] == "available" and "KmsKeyId" in c
    )
    rds.copy_db_cluster_snapshot(
        SourceDBClusterSnapshotIdentifier=first["SourceDBClusterSnapshotArn"],
        TargetDBClusterSnapshotIdentifier=f"{RELAY}-successor",
        KmsKeyId=first["KmsKeyId"],
        Tags=[{"Key": "snapshot-relay:relay", "Value": RELAY}],
    )
    until(lambda: all(c["Status"] == "available" for c in _successors(rds)))
    year = {"now": (datetime.now(UTC) + timedelta(days=400)).isoformat()}
    for account in (SOURCE_ACCOUNT, DR_ACCOUNT):
        functions = cloud.client("lambda", DR_REGION, account)
        for name, given in ((KEEPERS[0], year), (KEEPERS[1], {**year, "dryRun": False})):
            reply = functions.invoke(FunctionName=f"{RELAY}-{name}", Payload=json.dumps(given))
            said = [reply["Payload"].read().decode()] if "FunctionError" in reply else []
            verdict.check(f"{name} of account {account}", said)


def _successors(rds: Any) -> list[Any]:
    found: list[Any] = rds.describe_db_cluster_snapshots(DBClusterSnapshotIdentifier=f"{RELAY}-successor")[
        "DBClusterSnapshots"
    ]
    return found


def _run(cloud: LocalCloud, jobs: list[Job]) -> dict[str, str]:
    """The scenarios one after another; what is already copied is relayed a second time."""
    states = cloud.client("stepfunctions", DR_REGION)
    statuses = {}
    again = [(f"{j.name}-again", j) for j in jobs if j.what.special == "relayed"]
    for name, job in [(j.name, j) for j in jobs] + again:
        given = json.dumps(job.input)
        arn = states.start_execution(stateMachineArn=MACHINE, name=name, input=given)["executionArn"]
        until(lambda a=arn: states.describe_execution(executionArn=a)["status"] != "RUNNING")
        statuses[name] = states.describe_execution(executionArn=arn)["status"]
    return statuses


def _announce(verdict: Verdict, cloud: LocalCloud, job: Job) -> None:
    """The function that gets the events, twice: an execution is there the second time."""
    event = json.loads(text(EVENT).replace("orders-before-upgrade", job.name))
    functions = cloud.client("lambda", DR_REGION, config=Config(retries={"total_max_attempts": 1}))
    for time in ("first", "second"):
        reply = functions.invoke(FunctionName=f"{RELAY}-OnSnapshotCompleted", Payload=json.dumps(event))
        said = [reply["Payload"].read().decode()] if "FunctionError" in reply else []
        verdict.check(f"the event of a snapshot, the {time} time", said)


def _functions(cloud: LocalCloud) -> dict[str, str]:
    """Each function's role, and its name without the relay's."""
    found: list[Any] = cloud.client("lambda", DR_REGION).list_functions()["Functions"]
    return {f["Role"]: f["FunctionName"].removeprefix(f"{RELAY}-") for f in found}


def misplaced(request: Request, caller: str) -> Iterator[str]:
    """Calls outside the Regions that they are meant for; in the source's Region the DR account has no business."""
    region = request.scope[2]
    at_the_source = AT_THE_SOURCE | (SHARING if any(f"-{name}/" in caller for name in SHARE_THE_SOURCE) else set())
    allowed = {DR_REGION}
    if request.operation in at_the_source and f":{DR_ACCOUNT}:" not in caller:
        allowed |= {SOURCE_REGION, OTHER_SOURCE_REGION} if ALL_SOURCES & {caller.split("/")[1]} else {SOURCE_REGION}
    if region not in allowed:
        yield f"{request.operation} is called in {region}, expected {sorted(allowed)}"


def not_made(operations: set[str], requests: Iterable[Request]) -> Iterator[str]:
    return (f"{name} is not" for name in sorted(operations - {r.operation for r in requests}))


def _operations_in_sources() -> set[str]:
    """What the functions' code calls: its request types are the SDK's, named after the operations."""
    sources = (f.read_text(encoding="utf-8") for f in (ROOT / "functions/Relay.Aws").rglob("*.cs"))
    return {name for source in sources for name in re.findall(r"\bnew (\w+)Request\b", source)}
