"""The databases and snapshots of judge 3's scenarios, what happens to them meanwhile, and what is left of them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from judges.engines_scenarios import Job
from support import repository as world
from support.local_cloud import LocalCloud

Json = dict[str, Any]

# Simulated seconds in a real one. In real time copies take some two seconds.
AS_FAST_AS_POSSIBLE, FAST, REAL = 100_000, 600, 1
_VAULT = "prod"
# The relay with everything that it can do.
CLOUD = {
    "SCALE": str(AS_FAST_AS_POSSIBLE),
    "COPY_STARTS_AFTER": "0.5",
    "THROUGHPUT": "16384",
    "DIRECT_TO_ACCOUNT": "on",
    "RECOVERY_POINTS": "jobs",
    "SOURCE_VAULTS": _VAULT,
    "BACKUP_RESOURCE_TYPES": "RDS,Aurora,DocumentDB,Neptune,EFS",
}

_OFTEN = 1_000_000
_SIZE_GIB = 20
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class _Kind:
    """What RDS calls a kind of snapshot, in Python's spelling and in its own."""

    database: str
    snapshot: str
    word: str
    engine: str


_INSTANCE = _Kind("instance", "snapshot", "DBSnapshot", "postgres")
_CLUSTER = _Kind("cluster", "cluster_snapshot", "DBClusterSnapshot", "aurora-postgresql")
_KINDS = {"instance": _INSTANCE, "cluster": _CLUSTER}
_ORACLE = {"EngineName": "oracle-ee", "MajorEngineVersion": "19"}


class Estate:
    """The databases and snapshots of all jobs."""

    def __init__(self, cloud: LocalCloud):
        self.cloud = cloud
        self.rds = cloud.client("rds", world.SOURCE_REGION)
        self.backup = cloud.client("backup", world.SOURCE_REGION)
        # All relays are started by hand, so that each engine runs its own and no other.
        self._fault({"effect": "drop", "times": _OFTEN})
        cloud.local("backup-settings", {"backupStartsAfter": "00:00:00", "copyStartsAfter": "00:00:00.5"})
        cloud.local("backup-settings", {"throughputMiBPerSecond": 16384})

    def make(self, jobs: Iterable[Job]) -> None:
        """Makes databases, snapshots and recovery points, and sets the faults."""
        self.scale(AS_FAST_AS_POSSIBLE)
        jobs = list(jobs)
        kms = self.cloud.client("kms", world.SOURCE_REGION)
        customer, disabled = (kms.create_key(Policy=_for_both_accounts())["KeyMetadata"]["Arn"] for _ in range(2))
        keys = {"customer": {"KmsKeyId": customer}, "disabled": {"KmsKeyId": disabled}, "default": {}}
        self._option_groups({j.what.option_group for j in jobs if j.what.option_group})
        for job in jobs:
            if job.what.of in _KINDS:
                self._database(job, keys[job.what.key])
        until(lambda: all(self._statuses(kind, kind.database) <= {"available"} for kind in _KINDS.values()))
        for job in jobs:
            if not job.what.is_point and job.what.special != "creating":
                self._snapshot(job)
        self._recovery_points([j for j in jobs if j.what.is_point], customer)
        until(self._all_available)
        kms.disable_key(KeyId=disabled)
        for job in jobs:
            for fault in job.what.faults:
                own = {k: v.format(name=job.name, arn=job.snapshot_arn) for k, v in fault.items() if isinstance(v, str)}
                self._fault({**fault, **own})

    def begin_snapshots(self, jobs: Iterable[Job]) -> None:
        """From here on time is real; snapshots that are to be incomplete when their relay starts, begin."""
        self.scale(REAL)
        for job in jobs:
            if job.what.special == "creating":
                # Hits nothing, but counts the looks at this snapshot.
                look = {"operation": "DescribeDBSnapshots", "mentions": f"={job.name}"}
                self._fault({"effect": "error", "nth": _OFTEN, **look})
                self._snapshot(job)

    def play(self, jobs: Iterable[Job], scale: float, running: Callable[[], bool]) -> None:
        """What happens meanwhile: snapshots vanish, or are completed. Returns when nothing runs any more."""
        vanish = {j.name for j in jobs if j.what.deleted_at_fault}
        creating = {j.name for j in jobs if j.what.special == "creating"}
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

    def left_behind(self, jobs: Iterable[Job]) -> dict[str, Json]:
        """What AWS holds of each job: snapshots by their status, whom they are shared with, what says that we did."""
        places = {
            "source": self.rds,
            "region copies": self.cloud.client("rds", world.DR_REGION),
            "account copies": self.cloud.client("rds", world.DR_REGION, world.DR_ACCOUNT),
        }
        found = {
            (where, kind): [self._seen(client, kind, s) for s in self._pages(kind, kind.snapshot, client)]
            for where, client in places.items()
            for kind in _KINDS.values()
        }
        points = self._points()
        return {
            job.name: {
                **{
                    f"{where}, {kind.word}": sorted(about for name, about in seen if _is_of(job, name))
                    for (where, kind), seen in found.items()
                },
                "recovery points": sorted(about for name, about in points if _is_of(job, name)),
            }
            for job in jobs
        }

    def scale(self, scale: float) -> None:
        self.cloud.local("scale", {"scale": scale})

    def _fault(self, fault: Json) -> None:
        self.cloud.local("fault", fault)

    def _database(self, job: Job, key: Json) -> None:
        tags = [{"Key": f"snapshot-relay:{k}", "Value": v} for k, v in job.what.tags.items()]
        given = {"Engine": _KINDS[job.what.of].engine, "StorageEncrypted": True, "Tags": tags, **key}
        if job.what.of == "cluster":
            self.rds.create_db_cluster(DBClusterIdentifier=job.name, AllocatedStorage=_SIZE_GIB, **given)
        else:
            of_instance = {"DBInstanceClass": "db.t4g.micro", "AllocatedStorage": _SIZE_GIB}
            if job.what.option_group:
                of_instance |= {"Engine": _ORACLE["EngineName"], "OptionGroupName": job.what.option_group}
            self.rds.create_db_instance(DBInstanceIdentifier=job.name, **(given | of_instance))

    def _option_groups(self, names: set[str]) -> None:
        for rds in (self.rds, self.cloud.client("rds", world.DR_REGION)):
            for name in names:
                rds.create_option_group(OptionGroupName=name, OptionGroupDescription="TDE", **_ORACLE)
                rds.modify_option_group(OptionGroupName=name, OptionsToInclude=[{"OptionName": "TDE"}])

    def _snapshot(self, job: Job) -> None:
        if job.what.of == "cluster":
            names = {"DBClusterIdentifier": job.name, "DBClusterSnapshotIdentifier": job.name}
            made = self.rds.create_db_cluster_snapshot(**names)["DBClusterSnapshot"]["DBClusterSnapshotArn"]
        else:
            names = {"DBInstanceIdentifier": job.name, "DBSnapshotIdentifier": job.name}
            made = self.rds.create_db_snapshot(**names)["DBSnapshot"]["DBSnapshotArn"]
        job.snapshot_arn = made

    def _recovery_points(self, jobs: list[Job], key: str) -> None:
        """A person's vault, role and backup jobs."""
        self.backup.create_backup_vault(BackupVaultName=_VAULT, EncryptionKeyArn=key)
        role = self.cloud.client("iam", world.SOURCE_REGION).create_service_linked_role(
            AWSServiceName="backup.amazonaws.com"
        )["Role"]["Arn"]
        started = {
            job: self.backup.start_backup_job(
                BackupVaultName=_VAULT, ResourceArn=self._resource(job), IamRoleArn=role
            )["BackupJobId"]
            for job in jobs
        }
        for job, backup in started.items():
            until(lambda b=backup: self.backup.describe_backup_job(BackupJobId=b)["State"] == "COMPLETED")
            job.snapshot_arn = self.backup.describe_backup_job(BackupJobId=backup)["RecoveryPointArn"]

    def _resource(self, job: Job) -> str:
        if job.what.of in _KINDS:
            word = "cluster" if job.what.of == "cluster" else "db"
            return f"arn:aws:rds:{world.SOURCE_REGION}:{world.SOURCE_ACCOUNT}:{word}:{job.name}"
        place = {"accountId": world.SOURCE_ACCOUNT, "region": world.SOURCE_REGION}
        wanted = {"type": "EFS", "name": job.name, "sizeGiB": _SIZE_GIB}
        return self.cloud.local("backup-resource", place | wanted)["resourceArn"]

    def _all_available(self) -> bool:
        return all(self._statuses(kind, kind.snapshot) <= {"available"} for kind in _KINDS.values())

    def _statuses(self, kind: _Kind, what: str) -> set[str]:
        return {i.get("DBInstanceStatus") or i["Status"] for i in self._pages(kind, what)}

    def _pages(self, kind: _Kind, what: str, client: Any = None) -> Iterable[Json]:
        for page in (client or self.rds).get_paginator(f"describe_db_{what}s").paginate():
            yield from next(v for k, v in page.items() if k.startswith("DB"))

    def _seen(self, client: Any, kind: _Kind, snapshot: Json) -> tuple[str, str]:
        """A snapshot's name, and what is to be said of it."""
        name = snapshot[f"{kind.word}Identifier"]
        if name.startswith("awsbackup:"):
            return name, snapshot["Status"]
        describe = getattr(client, f"describe_db_{kind.snapshot}_attributes")
        reply = describe(**{f"{kind.word}Identifier": name})[f"{kind.word}AttributesResult"]
        accounts = [v for a in reply[f"{kind.word}Attributes"] for v in a["AttributeValues"]]
        marks = [t["Key"] for t in snapshot["TagList"] if t["Key"] == "snapshot-relay:shared-with"]
        return name, " ".join([snapshot["Status"], *(f"shared with {a}" for a in accounts), *marks])

    def _points(self) -> list[tuple[str, str]]:
        """Where copy jobs led, and how they ended, by the database or file system."""
        found = []
        for where in (world.SOURCE_REGION, world.DR_REGION):
            for job in self.cloud.client("backup", where).list_copy_jobs()["CopyJobs"]:
                vault = job["DestinationBackupVaultArn"]
                found.append((job["ResourceName"], f"{vault} {job['State']}"))
        return found


def _is_of(job: Job, name: str) -> bool:
    """Whether that is its snapshot or database, or a copy of it: a copy's name ends with the source's and a digest."""
    return any(re.search(rf"(^|[:-]){re.escape(own)}(-[0-9a-f]{{12}}(-r\d)?)?$", name) for own in job.own_names)


def _for_both_accounts() -> str:
    """A key policy that lets the DR account use the key as well, as DirectToAccount and copy jobs to it need."""
    roots = [f"arn:aws:iam::{account}:root" for account in (world.SOURCE_ACCOUNT, world.DR_ACCOUNT)]
    statement = {"Effect": "Allow", "Principal": {"AWS": roots}, "Action": "kms:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def until(holds: Callable[[], bool]) -> None:
    """Waits; raises when it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("the local cloud does not come so far")
        time.sleep(0.02)
