"""Judge 4's calls of AWS Backup and of IAM, whose roles it works with. Databases are those of wire_rds.py."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from judges.wire_calls import NO_KEY, SLOW, Calls
from support.callers import Json
from support.repository import DR_REGION, SOURCE_REGION

MANAGEMENT = "333333333333"
VAULT, COPIES = "orders-vault", "copies"

BRISK = 1200
"""Simulated seconds in a real one: minutes are over soon, and a job's start window is not."""


def roles(c: Calls) -> None:
    """The roles that AWS Backup works with: those that it has itself will do here."""
    service = "backup.amazonaws.com"
    if "iam" in c.sdk.lacks:
        for account in (c.owner, c.other):
            c.cloud.client("iam", SOURCE_REGION, account).create_service_linked_role(AWSServiceName=service)
        return
    for account in (c.owner, c.other):
        c.ok("iam", "CreateServiceLinkedRole", account, AWSServiceName=service)
    c.no("InvalidInput", "iam", "CreateServiceLinkedRole", AWSServiceName=service)
    c.no("NotSimulated", "iam", "CreateServiceLinkedRole", AWSServiceName="es.amazonaws.com")
    c.no("NotSimulated", "iam", "ListRoles")


def _role(account: str) -> str:
    return f"arn:aws:iam::{account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"


def _vault(account: str, region: str, name: str) -> str:
    return f"arn:aws:backup:{region}:{account}:backup-vault:{name}"


def vaults(c: Calls, key: str) -> None:
    def create(name: str, **given: Any) -> Json:
        return c.ok("backup", "CreateBackupVault", BackupVaultName=name, **given)

    for region in (SOURCE_REGION, DR_REGION):
        arn = f"arn:aws:kms:{region}:{c.owner}:key/{key}"
        wanted = {"EncryptionKeyArn": arn, "BackupVaultTags": {"team": "data"}, "CreatorRequestId": "1"}
        name = VAULT if region == SOURCE_REGION else COPIES
        create(name, region=region, **wanted)
        create(name, region=region, **wanted)
    create("default-key")
    create("empty")
    c.no("AlreadyExistsException", "backup", "CreateBackupVault", BackupVaultName=VAULT)
    c.no("InvalidParameterValueException", "backup", "CreateBackupVault", BackupVaultName="a")
    no_key = f"arn:aws:kms:{SOURCE_REGION}:{c.owner}:key/{NO_KEY}"
    bad = {"BackupVaultName": "no-key", "EncryptionKeyArn": no_key}
    c.no("InvalidParameterValueException", "backup", "CreateBackupVault", **bad)
    for name in (VAULT, "default-key"):
        c.ok("backup", "DescribeBackupVault", BackupVaultName=name)
    c.ok("backup", "DescribeBackupVault", BackupVaultName=VAULT, BackupVaultAccountId=c.owner)
    c.no("AccessDeniedException", "backup", "DescribeBackupVault", BackupVaultName="none")
    there = {"BackupVaultName": VAULT, "BackupVaultAccountId": c.other}
    c.no("NotSimulated", "backup", "DescribeBackupVault", **there)
    c.ok("backup", "ListBackupVaults")
    page = c.ok("backup", "ListBackupVaults", MaxResults=1)
    c.ok("backup", "ListBackupVaults", MaxResults=1, NextToken=page["NextToken"])
    c.no("InvalidParameterValueException", "backup", "ListBackupVaults", NextToken="?")
    c.no("InvalidParameterValueException", "backup", "ListBackupVaults", MaxResults=1001)
    c.ok("backup", "DeleteBackupVault", BackupVaultName="empty")
    _access(c)
    _lock(c)
    c.no("NotSimulated", "backup", "ListBackupPlans")


def _access(c: Calls) -> None:
    vault = {"BackupVaultName": VAULT}
    c.no("ResourceNotFoundException", "backup", "GetBackupVaultAccessPolicy", **vault)
    c.no("InvalidParameterValueException", "backup", "PutBackupVaultAccessPolicy", Policy="{", **vault)
    c.no("MissingParameterValueException", "backup", "PutBackupVaultAccessPolicy", **vault)
    nobody_deletes = {"Effect": "Deny", "Principal": "*", "Action": "backup:DeleteBackupVault", "Resource": "*"}
    c.ok("backup", "PutBackupVaultAccessPolicy", Policy=_policy(nobody_deletes), **vault)
    c.ok("backup", "GetBackupVaultAccessPolicy", **vault)
    c.no("AccessDeniedException", "backup", "DeleteBackupVault", **vault)
    c.ok("backup", "DeleteBackupVaultAccessPolicy", **vault)


def _policy(statement: Json) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _lock(c: Calls) -> None:
    vault = {"BackupVaultName": "default-key"}
    c.ok("backup", "PutBackupVaultLockConfiguration", MinRetentionDays=7, MaxRetentionDays=90, **vault)
    c.ok("backup", "DescribeBackupVault", **vault)
    crossed = {"MinRetentionDays": 8, "MaxRetentionDays": 7}
    c.no("InvalidParameterValueException", "backup", "PutBackupVaultLockConfiguration", **crossed, **vault)
    c.no("InvalidParameterValueException", "backup", "PutBackupVaultLockConfiguration", ChangeableForDays=2, **vault)
    c.ok("backup", "DeleteBackupVaultLockConfiguration", **vault)


def jobs(c: Calls) -> Json:
    """Backup jobs. Returns the recovery points' ARNs by what they are of."""
    c.pace(SLOW)
    made = {"accountId": c.owner, "region": SOURCE_REGION, "type": "EFS", "name": "files", "sizeGiB": 10}
    resources = {
        "instance": f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:db:orders",
        "cluster": f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:cluster:ledger",
        "files": c.cloud.local("backup-resource", made)["resourceArn"],
    }
    wanted = {"BackupVaultName": VAULT, "IamRoleArn": _role(c.owner), "RecoveryPointTags": {"team": "data"}}
    started = {
        what: c.ok("backup", "StartBackupJob", ResourceArn=arn, IdempotencyToken=what, **wanted)["BackupJobId"]
        for what, arn in resources.items()
    }
    lifecycle = {"Lifecycle": {"MoveToColdStorageAfterDays": 7, "DeleteAfterDays": 97}}
    short = {**wanted, **lifecycle, "StartWindowMinutes": 60, "CompleteWindowMinutes": 120}
    started["short"] = c.ok("backup", "StartBackupJob", ResourceArn=resources["instance"], **short)["BackupJobId"]
    again = {"ResourceArn": resources["instance"], "IdempotencyToken": "instance", **wanted}
    if c.ok("backup", "StartBackupJob", **again)["BackupJobId"] != started["instance"]:
        c.wrong.append(f"{c.sdk.name}, backup:StartBackupJob: one token, two jobs")
    _backup_refusals(c, {"ResourceArn": resources["instance"], **wanted})
    ids = list(started.values())
    c.ok("backup", "DescribeBackupJob", BackupJobId=ids[0])
    c.until(lambda: all(_backup_job(c, i)["State"] == "COMPLETED" for i in ids), "completed backup jobs", pace=BRISK)
    c.no("ResourceNotFoundException", "backup", "DescribeBackupJob", BackupJobId="none")
    c.ok("backup", "ListBackupJobs")
    some = {"ByState": "COMPLETED", "ByResourceType": "RDS", "ByBackupVaultName": VAULT, "MaxResults": 1}
    page = c.ok("backup", "ListBackupJobs", ByResourceArn=resources["instance"], ByAccountId=c.owner, **some)
    c.ok("backup", "ListBackupJobs", NextToken=page["NextToken"], ByCreatedAfter="2026-01-01T00:00:00Z", **some)
    return {what: _backup_job(c, job)["RecoveryPointArn"] for what, job in started.items()}


def _backup_job(c: Calls, job: str) -> Json:
    return c.ok("backup", "DescribeBackupJob", BackupJobId=job)


def _backup_refusals(c: Calls, good: Json) -> None:
    def no(code: str, **change: Any) -> None:
        c.no(code, "backup", "StartBackupJob", **{k: v for k, v in (good | change).items() if v is not None})

    no("MissingParameterValueException", ResourceArn=None)
    no("ResourceNotFoundException", BackupVaultName="none")
    no("ResourceNotFoundException", ResourceArn=f"{good['ResourceArn']}-none")
    no("InvalidParameterValueException", ResourceArn="arn:aws:s3:::bucket")
    no("InvalidParameterValueException", IamRoleArn=f"{_role(c.owner)}2")
    no("AccessDeniedException", IamRoleArn=_role(c.other))
    no("InvalidParameterValueException", Lifecycle={"MoveToColdStorageAfterDays": 7, "DeleteAfterDays": 90})
    no("InvalidParameterValueException", Lifecycle={"DeleteAfterDays": 0})
    no("InvalidParameterValueException", StartWindowMinutes=59)
    no("NotSimulated", BackupOptions={"WindowsVSS": "enabled"})


def points(c: Calls, made: Json) -> None:
    for arn in made.values():
        c.ok("backup", "DescribeRecoveryPoint", BackupVaultName=VAULT, RecoveryPointArn=arn)
    none = {"BackupVaultName": VAULT, "RecoveryPointArn": f"{made['instance']}0"}
    c.no("ResourceNotFoundException", "backup", "DescribeRecoveryPoint", **none)
    c.no("AccessDeniedException", "backup", "DescribeRecoveryPoint", **(none | {"BackupVaultName": "none"}))
    c.ok("backup", "ListRecoveryPointsByBackupVault", BackupVaultName=VAULT)
    page = c.ok("backup", "ListRecoveryPointsByBackupVault", BackupVaultName=VAULT, ByResourceType="RDS", MaxResults=1)
    more = {"NextToken": page["NextToken"], "MaxResults": 1, "ByCreatedBefore": "2099-01-01T00:00:00Z"}
    c.ok("backup", "ListRecoveryPointsByBackupVault", BackupVaultName=VAULT, ByResourceType="RDS", **more)
    resource = f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:db:orders"
    c.ok("backup", "ListRecoveryPointsByResource", ResourceArn=resource)
    # Through RDS they are described as any snapshot is, and neither shared nor deleted.
    name = made["instance"].split(":", 6)[6]
    c.ok("rds", "DescribeDBSnapshots", DBSnapshotIdentifier=name)
    c.ok("rds", "DescribeDBSnapshots", SnapshotType="awsbackup")
    c.no("InvalidDBSnapshotState", "rds", "DeleteDBSnapshot", DBSnapshotIdentifier=name)
    share = {"AttributeName": "restore", "ValuesToAdd": [c.other]}
    c.no("InvalidParameterValue", "rds", "ModifyDBSnapshotAttribute", DBSnapshotIdentifier=name, **share)
    vault = {"BackupVaultName": VAULT}
    c.no("InvalidRequestException", "backup", "DeleteBackupVault", **vault)
    c.ok("backup", "PutBackupVaultLockConfiguration", MinRetentionDays=1, **vault)
    c.no("InvalidRequestException", "backup", "DeleteRecoveryPoint", RecoveryPointArn=made["short"], **vault)
    c.ok("backup", "DeleteBackupVaultLockConfiguration", **vault)
    c.ok("backup", "DeleteRecoveryPoint", RecoveryPointArn=made["short"], **vault)


def copies(c: Calls, made: Json, key: str) -> None:
    wanted = {
        "SourceBackupVaultName": VAULT,
        "DestinationBackupVaultArn": _vault(c.owner, DR_REGION, COPIES),
        "IamRoleArn": _role(c.owner),
    }
    c.pace(SLOW)
    cold = {"Lifecycle": {"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 120}}
    started = [
        c.ok("backup", "StartCopyJob", RecoveryPointArn=made[what], IdempotencyToken=what, **wanted, **cold)
        for what in ("instance", "cluster", "files")
    ]
    ids = [s["CopyJobId"] for s in started]
    again = c.ok("backup", "StartCopyJob", RecoveryPointArn=made["files"], IdempotencyToken="files", **wanted, **cold)
    if again["CopyJobId"] != ids[-1]:
        c.wrong.append(f"{c.sdk.name}, backup:StartCopyJob: one token, two jobs")
    c.ok("backup", "DescribeCopyJob", CopyJobId=ids[0])
    _copy_refusals(c, {"RecoveryPointArn": made["instance"], **wanted})
    failing = {"effect": "fail-copy-job", "account": c.owner, "identifier": made["instance"]}
    c.cloud.local("fault", failing | {"message": "Copy job failed."})
    lost = c.ok("backup", "StartCopyJob", RecoveryPointArn=made["instance"], **wanted)["CopyJobId"]
    c.until(lambda: all(_copy_job(c, i)["State"] == "COMPLETED" for i in ids), "completed copy jobs", pace=BRISK)
    c.until(lambda: _copy_job(c, lost)["State"] == "FAILED", "a copy job that fails", pace=BRISK)
    c.no("ResourceNotFoundException", "backup", "DescribeCopyJob", CopyJobId="none")
    c.ok("backup", "ListCopyJobs")
    of_one = {"BySourceRecoveryPointArn": made["instance"], "MaxResults": 1}
    page = c.ok("backup", "ListCopyJobs", ByDestinationVaultArn=wanted["DestinationBackupVaultArn"], **of_one)
    c.ok("backup", "ListCopyJobs", NextToken=page["NextToken"], **of_one)
    since = {"ByCreatedAfter": "2026-01-01T00:00:00Z", "ByCompleteBefore": "2099-01-01T00:00:00Z"}
    c.ok("backup", "ListCopyJobs", ByState="COMPLETED", ByAccountId=c.owner, **since)
    c.no("NotSimulated", "backup", "ListCopyJobs", ByAccountId=c.other)
    copy = _copy_job(c, ids[0])["DestinationRecoveryPointArn"]
    c.ok("backup", "DescribeRecoveryPoint", region=DR_REGION, BackupVaultName=COPIES, RecoveryPointArn=copy)
    _across_accounts(c, made, wanted, key)


def _copy_job(c: Calls, job: str) -> Json:
    return c.ok("backup", "DescribeCopyJob", CopyJobId=job)["CopyJob"]


def _copy_refusals(c: Calls, good: Json) -> None:
    def no(code: str, **change: Any) -> None:
        c.no(code, "backup", "StartCopyJob", **{k: v for k, v in (good | change).items() if v is not None})

    no("MissingParameterValueException", RecoveryPointArn=None)
    no("ResourceNotFoundException", RecoveryPointArn=f"{good['RecoveryPointArn']}0")
    no("ResourceNotFoundException", SourceBackupVaultName="none")
    no("InvalidParameterValueException", DestinationBackupVaultArn="copies")
    no("InvalidParameterValueException", IamRoleArn=f"{_role(c.owner)}2")
    no("AccessDeniedException", IamRoleArn=_role(c.other))
    no("InvalidParameterValueException", Lifecycle={"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 100})
    _still_made(c, good)
    continuous = {
        "resourceArn": f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:db:plain",
        "backupVaultArn": _vault(c.owner, SOURCE_REGION, VAULT),
        "iamRoleArn": _role(c.owner),
    }
    job = c.cloud.local("continuous-backup", continuous)["backupJobId"]
    c.until(lambda: _backup_job(c, job)["State"] in ("COMPLETED", "FAILED"), "a continuous recovery point", pace=BRISK)
    point = _backup_job(c, job)["RecoveryPointArn"]
    c.ok("backup", "DescribeRecoveryPoint", BackupVaultName=VAULT, RecoveryPointArn=point)
    no("InvalidRequestException", RecoveryPointArn=point)


def _still_made(c: Calls, good: Json) -> None:
    """A recovery point that is not complete is neither copied nor deleted."""
    c.cloud.local("backup-settings", {"backupStartsAfter": "00:00:00"})
    c.pace(SLOW)
    resource = f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:cluster:graph"
    wanted = {"ResourceArn": resource, "BackupVaultName": VAULT, "IamRoleArn": good["IamRoleArn"]}
    job = c.ok("backup", "StartBackupJob", **wanted)["BackupJobId"]
    c.until(lambda: "RecoveryPointArn" in _backup_job(c, job), "a recovery point that is being made", pace=SLOW)
    point = {"RecoveryPointArn": _backup_job(c, job)["RecoveryPointArn"]}
    c.ok("backup", "DescribeRecoveryPoint", BackupVaultName=VAULT, **point)
    c.no("InvalidRequestException", "backup", "StartCopyJob", **(good | point))
    c.no("InvalidResourceStateException", "backup", "DeleteRecoveryPoint", BackupVaultName=VAULT, **point)
    c.cloud.local("backup-settings", {"backupStartsAfter": "00:00:30"})


def _across_accounts(c: Calls, made: Json, wanted: Json, key_id: str) -> None:
    c.no("InvalidRequestException", "backup", "DescribeGlobalSettings", account="444444444444")
    before = c.cloud.local("organization")
    c.cloud.local("organization", {"members": [*before["members"], c.owner, c.other]})
    c.ok("backup", "DescribeGlobalSettings")
    settings = {"GlobalSettings": {"isCrossAccountBackupEnabled": "true"}}
    c.ok("backup", "UpdateGlobalSettings", account=MANAGEMENT, **settings)
    c.ok("backup", "DescribeGlobalSettings")
    c.no("InvalidRequestException", "backup", "UpdateGlobalSettings", account=c.other, **settings)
    maybe = {"GlobalSettings": {"isCrossAccountBackupEnabled": "maybe"}}
    c.no("InvalidParameterValueException", "backup", "UpdateGlobalSettings", account=MANAGEMENT, **maybe)
    delegated = {"GlobalSettings": {"isDelegatedAdministratorEnabled": "true"}}
    c.no("NotSimulated", "backup", "UpdateGlobalSettings", account=MANAGEMENT, **delegated)
    there = {"account": c.other, "region": DR_REGION}
    key = c.ok("kms", "CreateKey", **there)["KeyMetadata"]["Arn"]
    c.ok("backup", "CreateBackupVault", BackupVaultName="theirs", EncryptionKeyArn=key, **there)
    let_in = {"Effect": "Allow", "Principal": {"AWS": c.owner}, "Action": "backup:CopyIntoBackupVault"}
    policy = _policy(let_in | {"Resource": "*"})
    c.ok("backup", "PutBackupVaultAccessPolicy", BackupVaultName="theirs", Policy=policy, **there)
    # What the copy is made from is under the source vault's key, so that one must let the other account in as well.
    roots = {"AWS": [f"arn:aws:iam::{account}:root" for account in (c.owner, c.other)]}
    shared = _policy({"Effect": "Allow", "Principal": roots, "Action": "kms:*", "Resource": "*"})
    c.ok("kms", "PutKeyPolicy", KeyId=key_id, PolicyName="default", Policy=shared)
    vault = {"DestinationBackupVaultArn": _vault(c.other, DR_REGION, "theirs")}
    job = c.ok("backup", "StartCopyJob", RecoveryPointArn=made["files"], **(wanted | vault))["CopyJobId"]
    c.until(lambda: _copy_job(c, job)["State"] in ("COMPLETED", "FAILED"), "the end across accounts", pace=BRISK)
    if (ended := _copy_job(c, job))["State"] != "COMPLETED":
        c.wrong.append(f"{c.sdk.name}, a copy across accounts: {ended.get('StatusMessage')}")
    c.ok("backup", "ListRecoveryPointsByBackupVault", BackupVaultName="theirs", **there)
    c.cloud.local("organization", {"members": before["members"]})


def locked_for_good(c: Calls) -> None:
    """A lock in compliance mode, three days later; in a vault that nothing else is in."""
    vault = {"BackupVaultName": "default-key"}
    c.ok("backup", "PutBackupVaultLockConfiguration", ChangeableForDays=3, **vault)
    changeable_until = _now(c) + timedelta(days=3)
    c.ok("backup", "DescribeBackupVault", **vault)
    c.until(lambda: _now(c) > changeable_until, "a lock that nobody can change any more")
    c.no("InvalidRequestException", "backup", "DeleteBackupVaultLockConfiguration", **vault)
    c.no("InvalidRequestException", "backup", "PutBackupVaultLockConfiguration", MinRetentionDays=1, **vault)


def _now(c: Calls) -> datetime:
    return datetime.fromisoformat(c.cloud.local("time")["now"])
