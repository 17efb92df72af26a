"""What the engines are given: the same scenarios for each, every one with a database and a snapshot of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from support import repository as world
from support.local_cloud import LocalCloud

# Simulated seconds in a real one. In real time copies take some two seconds.
AS_FAST_AS_POSSIBLE, FAST, REAL = 100_000, 600, 1
CLOUD = {"SCALE": str(AS_FAST_AS_POSSIBLE), "COPY_STARTS_AFTER": "0.5", "THROUGHPUT": "16384"}

_OFTEN = 1_000_000
_SIZE_GIB = 20
_COPY = {"service": "rds", "operation": "CopyDBSnapshot"}
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Scenario:
    """A scenario. `{name}` in a fault is the name of the run, which its snapshot has too."""

    about: str
    ends: str
    """SUCCEEDED, or the error that it fails with."""
    through: str
    """A state or an error on its way without which it would not be this scenario."""
    faults: tuple[dict[str, Any], ...] = ()
    snapshot: str = ""
    """What is special about the snapshot: disabled-key, relayed (a copy is there), creating, backup (of AWS Backup)."""
    deleted_at_fault: bool = False
    """The snapshot is deleted when the fault has been hit."""


def _at_copy(**fault: Any) -> dict[str, Any]:
    return {**_COPY, "mentions": "{name}-", **fault}


_NO_SLOT = {
    "effect": "error",
    "code": "SnapshotQuotaExceeded",
    "message": "Cannot copy more than 20 snapshots across regions",
    "status": 400,
}

SCENARIOS = {
    # First: as long as it waits for its relay, time is real.
    "creating": Scenario("the snapshot is still being made", "SUCCEEDED", "WaitForSnapshot", snapshot="creating"),
    "done": Scenario("done", "SUCCEEDED", "RelayCompleted"),
    "throttled": Scenario(
        # The SDK itself tries three times.
        "throttled",
        "SUCCEEDED",
        "(AwsThrottledException)",
        faults=(_at_copy(effect="throttle", times=4),),
    ),
    "dies": Scenario(
        "a function dies after its call took effect",
        "SUCCEEDED",
        "(Runtime.ExitError)",
        faults=({"effect": "crash", "operation": "ModifyDBSnapshotAttribute", "mentions": "{name}-", "after": True},),
    ),
    "queues": Scenario(
        "no slot in the source account, then none in the DR account, then a slot",
        "SUCCEEDED",
        "WaitForAccountSlot",
        faults=tuple(_at_copy(account=a, **_NO_SLOT) for a in (world.SOURCE_ACCOUNT, world.DR_ACCOUNT)),
    ),
    "relayed": Scenario("already copied", "SUCCEEDED", "StopSharing", snapshot="relayed"),
    "backup": Scenario("nothing to do", "SUCCEEDED", "NothingToDo", snapshot="backup"),
    "fails": Scenario(
        "the account copy fails",
        "CopyFailedException",
        "CheckAccountCopy",
        faults=(
            {
                "effect": "fail-copy",
                "account": world.DR_ACCOUNT,
                "identifier": f"{world.RELAY}-{world.SOURCE_ACCOUNT}-{world.SOURCE_REGION}-{{name}}-*",
                "percent": 40,
            },
        ),
    ),
    "disabled": Scenario("the key is disabled", "KeyRefusedException", "PlanRelay", snapshot="disabled-key"),
    "refused": Scenario(
        "the key is refused while it copies",
        "KeyNotAccessibleException",
        "(KeyNotAccessibleException)",
        faults=(_at_copy(effect="error", code="KMSKeyNotAccessibleFault", message="No.", status=400, times=_OFTEN),),
    ),
    "shared": Scenario(
        "the share is refused",
        "ShareRefusedException",
        "(ShareRefusedException)",
        faults=(
            {
                "effect": "error",
                "operation": "ModifyDBSnapshotAttribute",
                "callerRole": f"{world.RELAY}-ShareRegionCopy",
                "mentions": "{name}-",
                "code": "SharedSnapshotQuotaExceeded",
                "message": "You have exceeded the maximum number of accounts.",
                "status": 400,
            },
        ),
    ),
    "vanishes": Scenario(
        "the snapshot vanishes while it waits for a slot",
        "SnapshotNotFoundException",
        "WaitForSlot",
        faults=(_at_copy(times=_OFTEN, **_NO_SLOT),),
        deleted_at_fault=True,
    ),
}


@dataclass(frozen=True)
class Job:
    """A scenario on an engine: the name of the run says both."""

    engine: str
    scenario: str
    definition: str = ""
    """Another state machine than the deployed one; empty for that."""

    @property
    def name(self) -> str:
        return f"{self.engine}-{self.scenario}"

    @property
    def what(self) -> Scenario:
        return SCENARIOS[self.scenario]

    @property
    def snapshot_arn(self) -> str:
        owner = "awsbackup:" if self.what.snapshot == "backup" else ""
        return f"arn:aws:rds:{world.SOURCE_REGION}:{world.SOURCE_ACCOUNT}:snapshot:{owner}{self.name}"


class Estate:
    """The databases and snapshots of all jobs."""

    def __init__(self, cloud: LocalCloud):
        self.cloud = cloud
        self.rds = cloud.client("rds", world.SOURCE_REGION)
        # All relays are started by hand, so that each engine runs its own and no other.
        self._fault({"effect": "drop", "times": _OFTEN})

    def make(self, jobs: Iterable[Job]) -> None:
        """Makes databases and snapshots, and sets the faults."""
        self.scale(AS_FAST_AS_POSSIBLE)
        jobs = [j for j in jobs if j.what.snapshot != "backup"]
        kms = self.cloud.client("kms", world.SOURCE_REGION)
        good, disabled = (kms.create_key()["KeyMetadata"]["Arn"] for _ in range(2))
        for job in jobs:
            self.rds.create_db_instance(
                DBInstanceIdentifier=job.name,
                Engine="postgres",
                DBInstanceClass="db.t4g.micro",
                AllocatedStorage=_SIZE_GIB,
                StorageEncrypted=True,
                KmsKeyId=disabled if job.what.snapshot == "disabled-key" else good,
            )
        until(lambda: all(i["DBInstanceStatus"] == "available" for i in self._pages("describe_db_instances")))
        for job in jobs:
            if job.what.snapshot != "creating":
                self._snapshot(job)
        until(self._all_available)
        kms.disable_key(KeyId=disabled)
        for job in jobs:
            for fault in job.what.faults:
                self._fault({k: v.format(name=job.name) if isinstance(v, str) else v for k, v in fault.items()})

    def begin_snapshots(self, jobs: Iterable[Job]) -> None:
        """From here on time is real; snapshots that are to be incomplete when their relay starts, begin."""
        self.scale(REAL)
        for job in jobs:
            if job.what.snapshot == "creating":
                # Hits nothing, but counts the looks at this snapshot.
                look = {"operation": "DescribeDBSnapshots", "mentions": f"={job.name}"}
                self._fault({"effect": "error", "nth": _OFTEN, **look})
                self._snapshot(job)

    def play(self, jobs: Iterable[Job], scale: float, running: Callable[[], bool]) -> None:
        """What happens meanwhile: snapshots vanish, or are completed. Returns when nothing runs any more."""
        vanish = {j.name for j in jobs if j.what.deleted_at_fault}
        creating = {j.name for j in jobs if j.what.snapshot == "creating"}
        if not creating:
            self.scale(scale)
        while running():
            hit = {f.get("mentions", "").strip("=-") for f in self.cloud.local("faults") if f["matches"]}
            for name in vanish & hit:
                self.rds.delete_db_snapshot(DBSnapshotIdentifier=name)
            vanish -= hit
            if creating and creating <= hit:
                self.scale(AS_FAST_AS_POSSIBLE)
                until(self._all_available)
                self.scale(scale)
                creating = set()
            time.sleep(0.1)

    def left_behind(self, jobs: Iterable[Job]) -> dict[str, dict[str, Any]]:
        """What AWS holds of each job in the DR Region: copies by their status, accounts that see the region copy."""
        left: dict[str, dict[str, Any]] = {}
        regional = self.cloud.client("rds", world.DR_REGION)
        copies = {
            where: list(self._pages("describe_db_snapshots", client))
            for where, client in (
                ("region copies", regional),
                ("account copies", self.cloud.client("rds", world.DR_REGION, world.DR_ACCOUNT)),
            )
        }
        for job in jobs:
            own = {w: [c for c in all_ if f"-{job.name}-" in c["DBSnapshotIdentifier"]] for w, all_ in copies.items()}
            left[job.name] = {where: [c["Status"] for c in found] for where, found in own.items()}
            left[job.name]["shared with"] = [
                account
                for copy in own["region copies"]
                for attribute in regional.describe_db_snapshot_attributes(
                    DBSnapshotIdentifier=copy["DBSnapshotIdentifier"]
                )["DBSnapshotAttributesResult"]["DBSnapshotAttributes"]
                for account in attribute["AttributeValues"]
            ]
        return left

    def scale(self, scale: float) -> None:
        self.cloud.local("scale", {"scale": scale})

    def _fault(self, fault: dict[str, Any]) -> None:
        self.cloud.local("fault", fault)

    def _snapshot(self, job: Job) -> None:
        self.rds.create_db_snapshot(DBInstanceIdentifier=job.name, DBSnapshotIdentifier=job.name)

    def _all_available(self) -> bool:
        return all(s["Status"] == "available" for s in self._pages("describe_db_snapshots"))

    def _pages(self, operation: str, client: Any = None) -> Iterable[dict[str, Any]]:
        for page in (client or self.rds).get_paginator(operation).paginate():
            yield from page.get("DBSnapshots") or page.get("DBInstances") or []


def until(holds: Callable[[], bool]) -> None:
    """Waits; raises when it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("the local cloud does not come so far")
        time.sleep(0.02)
