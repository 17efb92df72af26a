"""What the policies grant, piece by piece, which of it is used, and why the rest is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from judges.iam_world import ACCOUNT_KEY, OF_AWS, REGION_KEY, SERVICE_ROLE, Answer, Json, World
from support.repository import RELAY

_CONSOLE_GRANTS_BOTH = (
    "The KMS console gives whom it lets create grants these two as well, to see and to revoke them "
    "(KMS Developer Guide, Allowing users in other accounts to use a KMS key)."
)
_ONE_JOB = (
    "Of other types, and of clusters, the scenarios show one job into the DR account; a job into the DR Region, and a "
    "second one from there, need the same of the key and of the copies."
)
_OF_EC2_AND_FSX = "iam-simulate knows no recovery points of EC2, and the local cloud none of FSx."
_FINISHED_BEFORE = "A relay that finds a copy job which has ended looks whether its recovery point is still there."
_AWS_HAS_IT = "AWS gives it to whom AWS Backup copies with (AWSBackupServiceRolePolicyForBackup)."
_EXPIRY = "AWS Backup deletes what has expired with the role that made it; no scenario lasts that long."
_OF_CLUSTERS = "What the scenarios show of DB snapshots is needed for DB cluster snapshots as well."
_PLANS_AGAIN = "Before it tries a refused relay again, it plans as PlanRelay does, which the scenarios show in all its ways."
# What nothing uses: policy, statement, action (each may have *), and why it is granted all the same.
UNUSED = [
    (REGION_KEY, "DrAccountLetsRdsKeepUsingTheKey", "kms:ListGrants", _CONSOLE_GRANTS_BOTH),
    (REGION_KEY, "DrAccountLetsRdsKeepUsingTheKey", "kms:RevokeGrant", _CONSOLE_GRANTS_BOTH),
    (ACCOUNT_KEY, "CopierLetsRdsKeepUsingTheKey", "kms:ListGrants", _CONSOLE_GRANTS_BOTH),
    (ACCOUNT_KEY, "CopierLetsRdsKeepUsingTheKey", "kms:RevokeGrant", _CONSOLE_GRANTS_BOTH),
    (ACCOUNT_KEY, "AwsBackupLetsServicesKeepUsingTheKey", "kms:ListGrants", _CONSOLE_GRANTS_BOTH),
    (ACCOUNT_KEY, "AwsBackupLetsServicesKeepUsingTheKey", "kms:RevokeGrant", _CONSOLE_GRANTS_BOTH),
    (REGION_KEY, "DrAccountsAwsBackupUsesTheKey", "kms:*", _ONE_JOB),
    (f"{RELAY}-CopyToRegion/CopyToRegion", "CopyRecoveryPoints", "backup:StartCopyJob", _ONE_JOB),
    (f"{RELAY}-VerifyCopy/VerifyCopy", "DescribeRegionRecoveryPoints", "backup:DescribeRecoveryPoint", _ONE_JOB),
    (f"{RELAY}-*", "DescribeSourceRecoveryPoints", "backup:DescribeRecoveryPoint", _OF_EC2_AND_FSX),
    (f"{RELAY}-CopyToAccount/CopyToAccount", "CopyRecoveryPoints", "backup:StartCopyJob", _OF_EC2_AND_FSX),
    (f"{RELAY}-reader/Reader", "DescribeRecoveryPoints", "backup:DescribeRecoveryPoint", _OF_EC2_AND_FSX),
    (f"{RELAY}-CopyToRegion/CopyToRegion", "DescribeRegionRecoveryPoints", "backup:*", _FINISHED_BEFORE),
    (f"{RELAY}-PlanRelay/PlanRelay", "ListSnapshotsOf*", "rds:DescribeDBClusterSnapshots", _OF_CLUSTERS),
    (f"{RELAY}-Reconcile/Reconcile", "StopSharing*", "rds:ModifyDBClusterSnapshotAttribute", _OF_CLUSTERS),
    (f"{RELAY}-Reconcile/Reconcile", "SeeWithWhom*", "rds:DescribeDBClusterSnapshotAttributes", _OF_CLUSTERS),
    (f"{RELAY}-Reconcile/Reconcile", "UnmarkSourceSnapshots", "rds:RemoveTagsFromResource", _OF_CLUSTERS),
    (f"{RELAY}-Reconcile/Reconcile", "SeeWhetherAwsBackupCopiesAcrossAccounts", "backup:*", _PLANS_AGAIN),
    (f"{RELAY}-Reconcile/Reconcile", "DescribeRegionVault", "backup:*", _PLANS_AGAIN),
    (f"{RELAY}-Reconcile/Reconcile", "DescribeOptionGroups", "rds:*", _PLANS_AGAIN),
    (f"{RELAY}-backup-copier/BackupCopier", "CopyIntoTheVaults", "backup:DescribeBackupVault", _AWS_HAS_IT),
    (f"{RELAY}-backup-copier/BackupCopier", "DeleteExpiredCopies", "rds:Delete*", _EXPIRY),
]


@dataclass(frozen=True)
class Grant:
    """One action on one resource, or to one principal, by one statement of one policy."""

    policy: str
    sid: str
    action: str
    what: str

    def __str__(self) -> str:
        return f"{self.policy}, {self.sid}: {self.action}, {self.what}"

    def of_whichever(self, source_regions: Iterable[str]) -> Grant:
        """The same, whichever the source Region: what one of them needs, all do."""
        region = rf"\b({'|'.join(source_regions)})\b"
        policy, what = (re.sub(region, "(source Region)", s) for s in (self.policy, self.what))
        return replace(self, policy=policy, what=what)

    def reason(self) -> int | None:
        """Which line of the list above says why it is there."""
        mine = (self.policy, self.sid, self.action)
        matching = (n for n, row in enumerate(UNUSED) if all(map(fnmatchcase, mine, row)))
        return next(matching, None)


def granted(world: World) -> set[Grant]:
    """Everything that the policies of a deployment grant."""
    ours = [of for arn, of in world.identity.items() if arn != SERVICE_ROLE]
    identity = [g for of in ours for n, d in of.items() if n != OF_AWS for g in _identity_grants(n, d)]
    return {*identity, *(g for n, d in world.resource.items() for g in _resource_grants(n, d))}


def used(answers: Iterable[Answer]) -> set[Grant]:
    """What of it allowed something."""
    found: set[Grant] = set()
    for by in (by for answer in answers if answer.allowed for by in answer.by):
        what = [*by["values"], *by["principals"]] if by["principals"] else by["resources"]
        found |= {Grant(by["policy"], by["sid"], action, w) for action in by["actions"] for w in what}
    return found


def _identity_grants(policy: str, document: Json) -> Iterator[Grant]:
    for statement in document["Statement"]:
        for action in _list(statement["Action"]):
            for resource in _list(statement["Resource"]):
                if not _is_void(action, resource):
                    yield Grant(policy, statement["Sid"], action, resource)


def _is_void(action: str, resource: str) -> bool:
    """An action on DB snapshots grants nothing on DB cluster snapshots, and the other way round."""
    kinds = {"DBSnapshot": "cluster-snapshot:", "DBClusterSnapshot": ":snapshot:"}
    return any(noun in action and other in resource for noun, other in kinds.items())


def _resource_grants(policy: str, document: Json) -> Iterator[Grant]:
    """To each principal; where a condition names principals, to each of these."""
    for number, statement in enumerate(document["Statement"], start=1):
        named = [v for c in statement.get("Condition", {}).values() for v in _list(c.get("aws:PrincipalArn", []))]
        principals = named or [p for of in statement["Principal"].values() for p in _list(of)]
        for action in _list(statement["Action"]):
            for principal in principals:
                yield Grant(policy, statement.get("Sid", str(number)), action, principal)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
