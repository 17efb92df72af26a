"""Who and what the questions of judge 6 are about: roles, strangers, snapshots, keys."""

from __future__ import annotations

from typing import Any

from judges.templates_deployed import FUNCTIONS
from support.repository import DR_ACCOUNT, DR_REGION, RELAY, SOURCE_ACCOUNT, SOURCE_REGION

STRANGER = "333333333333"
SCHEDULE = "schedule"
ROLES_HERE = (*FUNCTIONS, "StateMachine", SCHEDULE, f"forward-{SOURCE_REGION}", f"canary-{SOURCE_REGION}")
ROLES_THERE = ("copier", "reader")
MAY_ASSUME = {
    "copier": {"PlanRelay", "CopyToAccount", "Reconcile", "Doctor"},
    "reader": {
        "PlanRelay",
        "CopyToAccount",
        "CheckAccountCopy",
        "StopSharing",
        "VerifyCopy",
        "Reconcile",
        "PruneCopies",
        "Doctor",
    },
}


def role(name: str) -> str:
    """The ARN of one of the relay's roles."""
    account = DR_ACCOUNT if name in ROLES_THERE else SOURCE_ACCOUNT
    return f"arn:aws:iam::{account}:role/snapshot-relay/{RELAY}/{RELAY}-{name}"


def role_there(name: str) -> str:
    """The ARN of one of the DR account's own roles, where both accounts have one of the name."""
    return f"arn:aws:iam::{DR_ACCOUNT}:role/snapshot-relay/{RELAY}/{RELAY}-{name}"


def snapshot(account: str, name: str, region: str = DR_REGION) -> str:
    return f"arn:aws:rds:{region}:{account}:snapshot:{name}"


def cluster(snapshot_arn: str) -> str:
    """The DB cluster snapshot of the same name."""
    return snapshot_arn.replace(":snapshot:", ":cluster-snapshot:")


SOURCE_SNAPSHOT = snapshot(SOURCE_ACCOUNT, "rds:orders-2026-11-20-03-00", SOURCE_REGION)
REGION_COPY, ACCOUNT_COPY = snapshot(SOURCE_ACCOUNT, f"{RELAY}-a"), snapshot(DR_ACCOUNT, f"{RELAY}-a")
SOURCE_KEY = f"arn:aws:kms:{SOURCE_REGION}:{SOURCE_ACCOUNT}:key/00000000-0000-4000-8000-00000000000a"
OTHER_KEYS = tuple(
    f"arn:aws:kms:{DR_REGION}:{account}:key/00000000-0000-4000-8000-00000000000b"
    for account in (SOURCE_ACCOUNT, DR_ACCOUNT, STRANGER)
)
ADMINISTRATOR = f"arn:aws:iam::{SOURCE_ACCOUNT}:role/Administrator"
IMPOSTORS = (
    f"arn:aws:iam::{SOURCE_ACCOUNT}:role/{RELAY}-CopyToAccount",
    f"arn:aws:iam::{SOURCE_ACCOUNT}:role/snapshot-relay/another/{RELAY}-CopyToAccount",
    f"arn:aws:iam::{SOURCE_ACCOUNT}:user/snapshot-relay/{RELAY}/{RELAY}-CopyToAccount",
    f"arn:aws:iam::{STRANGER}:role/snapshot-relay/{RELAY}/{RELAY}-CopyToAccount",
)
IMPOSTOR_THERE = f"arn:aws:iam::{DR_ACCOUNT}:role/{RELAY}-copier"
ADMINISTRATOR_THERE = f"arn:aws:iam::{DR_ACCOUNT}:role/Administrator"
# All of these may do everything that their own account can let them do.
ADMINISTRATORS = (ADMINISTRATOR, *IMPOSTORS, IMPOSTOR_THERE, ADMINISTRATOR_THERE)
STATE_MACHINE = f"arn:aws:states:{DR_REGION}:{SOURCE_ACCOUNT}:stateMachine:{RELAY}"
DEAD_LETTERS = f"arn:aws:sqs:{DR_REGION}:{SOURCE_ACCOUNT}:{RELAY}-dead-letters"
NOTIFICATIONS = f"arn:aws:sns:{DR_REGION}:{SOURCE_ACCOUNT}:{RELAY}-notifications"
ALARM = f"arn:aws:cloudwatch:{DR_REGION}:{SOURCE_ACCOUNT}:alarm:{RELAY}-dead-letters"
ON_SNAPSHOT = f"arn:aws:lambda:{DR_REGION}:{SOURCE_ACCOUNT}:function:{RELAY}-OnSnapshotCompleted"

PLACES = (f"{SOURCE_REGION}:{SOURCE_ACCOUNT}", f"{DR_REGION}:{DR_ACCOUNT}")

INTENT = "snapshot-relay:shared-with"
MARKED = {f"aws:ResourceTag/{INTENT}": DR_ACCOUNT}
MARKING = {f"aws:RequestTag/{INTENT}": DR_ACCOUNT, "aws:TagKeys": [INTENT]}
OUR_TAG = {"aws:RequestTag/snapshot-relay:relay": RELAY, "aws:TagKeys": ["snapshot-relay:relay"]}
TAGGED_ALREADY = {"aws:ResourceTag/snapshot-relay:relay": RELAY}
USE = ("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext")
ADMINISTER = (
    "ScheduleKeyDeletion",
    "DisableKey",
    "PutKeyPolicy",
    "DisableKeyRotation",
    "ReplicateKey",
    "UpdateAlias",
    "DeleteAlias",
    "RevokeGrant",
)
DESTROY = ("DeleteDBSnapshot", "ModifyDBSnapshot", "ModifyDBSnapshotAttribute", "RemoveTagsFromResource")
DESTROY_CLUSTER = ("DeleteDBClusterSnapshot", "ModifyDBClusterSnapshotAttribute", "RemoveTagsFromResource")
READ = ("RestoreDBInstanceFromDBSnapshot", "StartExportTask")


def default_key_policy(account: str) -> dict[str, Any]:
    """What a key has whose maker gave it no policy (KMS Developer Guide, Default key policy)."""
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    statement = {"Sid": "Root", "Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


KEY_POLICIES = {key: default_key_policy(key.split(":")[4]) for key in (SOURCE_KEY, *OTHER_KEYS)}


def through_rds(region: str = DR_REGION) -> dict[str, Any]:
    """The circumstances under which the relay's roles may use keys."""
    return {"aws:RequestedRegion": region, "kms:ViaService": f"rds.{region}.amazonaws.com"}


GRANT = {"kms:GrantIsForAWSResource": "true"}
NO_GRANT_OF_AWS = {"kms:GrantIsForAWSResource": "false"}
