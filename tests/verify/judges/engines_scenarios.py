"""What the engines are given: the same scenarios for each, every one with a database and a snapshot of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from support import repository as world

_OFTEN = 1_000_000


@dataclass(frozen=True)
class Scenario:
    """A scenario. In a fault `{name}` is the run, whose name its snapshot has too, and `{arn}` the snapshot's ARN."""

    about: str
    through: str
    """States and errors that are on its way in this order, without which it would not be this scenario."""
    route: str = "RegionThenAccount"
    """The route in the end; nothing where the relay ends before it has a plan."""
    ends: str = "SUCCEEDED"
    """SUCCEEDED, or the error that it fails with."""
    of: str = "instance"
    """What the snapshot is of: instance, cluster, or files (which only AWS Backup knows)."""
    is_point: bool = False
    """The snapshot is AWS Backup's: a recovery point."""
    key: str = "customer"
    """What it is under: customer, disabled (by the time of the relay), default (aws/rds)."""
    option_group: str = ""
    """One with Oracle's TDE, in both Regions: whatever is copied across them needs it."""
    special: str = ""
    """relayed: a copy is there already; creating: it is still being made."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What a person gives beside the snapshot's ARN: mode, route."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """The database's."""
    faults: tuple[dict[str, Any], ...] = ()
    deleted_at_fault: bool = False
    """The snapshot is deleted when the fault has been hit."""


def _at_copy(**fault: Any) -> dict[str, Any]:
    return {"service": "rds", "operation": "CopyDBSnapshot", "mentions": "{name}-", **fault}


_NO_SLOT = {
    "effect": "error",
    "code": "SnapshotQuotaExceeded",
    "message": "Cannot copy more than 20 snapshots across regions",
    "status": 400,
}
# By way of the DR Region: a manual snapshot under a customer managed key could go there directly.
_BY_REGION = {"route": "RegionThenAccount"}

_ROUTES = {
    "done": Scenario("done", "CopyToRegion ShareRegionCopy CopyToAccount StopSharing VerifyCopy", given=_BY_REGION),
    "default": Scenario("under aws/rds", "CopyToRegion ShareRegionCopy CopyToAccount VerifyCopy", key="default"),
    "cluster": Scenario(
        "a cluster", "CopyToRegion ShareRegionCopy CopyToAccount VerifyCopy", of="cluster", given=_BY_REGION
    ),
    "region": Scenario(
        "a tag says region, and an option group encrypts",
        "CopyToRegion VerifyCopy",
        "RegionOnly",
        tags={"mode": "region"},
        option_group="with-tde",
    ),
    "share": Scenario(
        "shared for good",
        "ShareRegionCopy AfterShare VerifyCopy",
        "RegionThenShare",
        of="cluster",
        given={"mode": "share"},
    ),
    "direct": Scenario("in one step", "ShareSource CopyToAccount StopSharing VerifyCopy", "DirectToAccount"),
    "direct-not": Scenario(
        "one step is refused",
        "ShareSource CopyToAccount StopSharing CopyToRegion ShareRegionCopy CopyToAccount StopSharing VerifyCopy",
        of="cluster",
        faults=(
            _at_copy(
                operation="CopyDBClusterSnapshot",
                account=world.DR_ACCOUNT,
                effect="error",
                code="InvalidParameterValue",
                message="A snapshot shared from another account can be copied in its own Region only.",
                status=400,
            ),
        ),
    ),
    "job": Scenario(
        "one copy job", "BeforeAccountCopy CopyToAccount VerifyCopy", "BackupCopyJob", of="cluster", is_point=True
    ),
    "two-jobs": Scenario(
        "two copy jobs", "CopyToRegion CopyToAccount VerifyCopy", "BackupTwoJobs", is_point=True, key="default"
    ),
    "region-job": Scenario(
        "a copy job into the DR Region",
        "CopyToRegion VerifyCopy",
        "RegionOnly",
        is_point=True,
        given={"mode": "region"},
    ),
    "files": Scenario(
        "a file system", "BeforeAccountCopy CopyToAccount VerifyCopy", "BackupCopyJob", of="files", is_point=True
    ),
    "rescue": Scenario(
        "the copy job is refused, and RDS rescues",
        "CopyToAccount StopSharing CopyToRegion ShareRegionCopy CopyToAccount VerifyCopy",
        is_point=True,
        faults=(
            {
                "effect": "fail-copy-job",
                "identifier": "{arn}",
                "message": "Copy job failed. Both source and destination account must be a member of the same "
                "organization.",
            },
        ),
    ),
}

SCENARIOS = {
    # First: as long as it waits for its relay, time is real.
    "creating": Scenario(
        "the snapshot is still being made", "WaitForSnapshot VerifyCopy", special="creating", given=_BY_REGION
    ),
    **_ROUTES,
    "throttled": Scenario(
        # The SDK itself tries three times.
        "throttled",
        "(AwsThrottledException)",
        given=_BY_REGION,
        faults=(_at_copy(effect="throttle", times=4),),
    ),
    "dies": Scenario(
        "a function dies after its call took effect",
        "(Runtime.ExitError)",
        given=_BY_REGION,
        faults=({"effect": "crash", "operation": "ModifyDBSnapshotAttribute", "mentions": "{name}-", "after": True},),
    ),
    "queues": Scenario(
        "no slot in the source account, then none in the DR account, then a slot",
        "WaitForSlot WaitForAccountSlot",
        given=_BY_REGION,
        faults=tuple(_at_copy(account=a, **_NO_SLOT) for a in (world.SOURCE_ACCOUNT, world.DR_ACCOUNT)),
    ),
    "relayed": Scenario("already copied", "CopyToRegion StopSharing", special="relayed", given=_BY_REGION),
    "skipped": Scenario("nothing to do", "NothingToDo", "NothingToDo", tags={"mode": "skip"}),
    "fails": Scenario(
        "the account copy fails",
        "CheckAccountCopy StopSharing ExplainFailure",
        ends="CopyFailedException",
        given=_BY_REGION,
        faults=(
            {
                "effect": "fail-copy",
                "account": world.DR_ACCOUNT,
                "identifier": f"{world.RELAY}-{world.SOURCE_ACCOUNT}-{world.SOURCE_REGION}-{{name}}-*",
                "percent": 40,
            },
        ),
    ),
    "disabled": Scenario("the key is disabled", "PlanRelay", "", ends="KeyRefusedException", key="disabled"),
    "refused": Scenario(
        "the key is refused while it copies",
        "(KeyNotAccessibleException)",
        ends="KeyNotAccessibleException",
        given=_BY_REGION,
        faults=(_at_copy(effect="error", code="KMSKeyNotAccessibleFault", message="No.", status=400, times=_OFTEN),),
    ),
    "shared": Scenario(
        "the share is refused",
        "(ShareRefusedException)",
        ends="ShareRefusedException",
        given=_BY_REGION,
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
        "WaitForSlot",
        ends="SnapshotNotFoundException",
        given=_BY_REGION,
        faults=(_at_copy(times=_OFTEN, **_NO_SLOT),),
        deleted_at_fault=True,
    ),
}


@dataclass(eq=False)
class Job:
    """A scenario on an engine: the name of the run says both."""

    engine: str
    scenario: str
    definition: str = ""
    """Another state machine than the deployed one; empty for that."""
    snapshot_arn: str = ""
    """Known once the snapshot is there."""

    @property
    def name(self) -> str:
        return f"{self.engine}-{self.scenario}"

    @property
    def what(self) -> Scenario:
        return SCENARIOS[self.scenario]

    @property
    def input(self) -> dict[str, str]:
        """The execution's."""
        return {"snapshotArn": self.snapshot_arn, **self.what.given}

    @property
    def own_names(self) -> tuple[str, ...]:
        """What its snapshot and its copies are called after: the id of the backup job, and the run itself."""
        return (self.snapshot_arn.rpartition(":")[2].removeprefix("job-"), self.name)
