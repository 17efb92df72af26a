"""
Judge 4's calls about restoring: databases out of snapshots and recovery points, what they are made with, and instances
of clusters. Snapshots are those of wire_rds.py and wire_rds_clusters.py, recovery points those of wire_backup.py.
"""

from __future__ import annotations

from judges.wire_calls import NO_KEY, SLOW, Calls
from support.callers import Json
from support.repository import SOURCE_REGION

CLASS = {"DBInstanceClass": "db.t4g.medium"}
_TAGS = [{"Key": "restored", "Value": "yes"}]


def groups(c: Calls) -> None:
    subnets = {"DBSubnetGroupDescription": "Restored", "SubnetIds": ["subnet-1", "subnet-2"]}
    c.ok("rds", "CreateDBSubnetGroup", DBSubnetGroupName="there", Tags=_TAGS, **subnets)
    c.no("DBSubnetGroupAlreadyExists", "rds", "CreateDBSubnetGroup", DBSubnetGroupName="there", **subnets)
    few = subnets | {"DBSubnetGroupName": "few", "SubnetIds": ["subnet-1"]}
    c.no("DBSubnetGroupDoesNotCoverEnoughAZs", "rds", "CreateDBSubnetGroup", **few)
    c.ok("rds", "DescribeDBSubnetGroups", DBSubnetGroupName="there")
    c.no("DBSubnetGroupNotFoundFault", "rds", "DescribeDBSubnetGroups", DBSubnetGroupName="none")
    family = {"DBParameterGroupFamily": "postgres17", "Description": "Restored"}
    for kind in ("DBParameterGroup", "DBClusterParameterGroup"):
        name = {f"{kind}Name": "there"}
        c.ok("rds", f"Create{kind}", **name, **family)
        c.no("DBParameterGroupAlreadyExists", "rds", f"Create{kind}", **name, **family)
        c.ok("rds", f"Describe{kind}s")
        c.no("DBParameterGroupNotFound", "rds", f"Describe{kind}s", **{f"{kind}Name": "none"})


def instances(c: Calls) -> None:
    def restore(name: str, **given: object) -> Json:
        return {"DBInstanceIdentifier": name, "DBSnapshotIdentifier": "orders-1", **given}

    c.pace(SLOW)
    made = {"DBSubnetGroupName": "there", "DBParameterGroupName": "there", "DeletionProtection": True}
    wanted = restore("restored", **CLASS, **made, Tags=_TAGS)
    c.ok("rds", "RestoreDBInstanceFromDBSnapshot", **wanted)
    c.no("InvalidDBInstanceState", "rds", "ModifyDBInstance", DBInstanceIdentifier="restored")

    def no(code: str, **given: object) -> None:
        c.no(code, "rds", "RestoreDBInstanceFromDBSnapshot", **(restore("never") | given))

    no("DBInstanceAlreadyExists", DBInstanceIdentifier="restored")
    no("DBSnapshotNotFound", DBSnapshotIdentifier="none")
    no("InvalidParameterCombination", Engine="mysql")
    no("DBParameterGroupNotFound", DBParameterGroupName="none")
    no("DBSubnetGroupNotFoundFault", DBSubnetGroupName="none")
    no("OptionGroupNotFoundFault", OptionGroupName="none")
    no("NotSimulated", DBClusterSnapshotIdentifier="ledger-1")
    c.until(lambda: _status(c, "restored") == "available", "a restored instance")
    c.ok("rds", "ModifyDBInstance", DBInstanceIdentifier="restored", BackupRetentionPeriod=7, DeletionProtection=False)
    c.no("DBInstanceNotFound", "rds", "ModifyDBInstance", DBInstanceIdentifier="none")
    taken = {"DBInstanceIdentifier": "restored", "NewDBInstanceIdentifier": "orders"}
    c.no("DBInstanceAlreadyExists", "rds", "ModifyDBInstance", **taken)
    c.ok("rds", "ModifyDBInstance", **(taken | {"NewDBInstanceIdentifier": "renamed"}), ApplyImmediately=True)
    c.ok("rds", "DescribeDBInstances", DBInstanceIdentifier="renamed")
    c.ok("rds", "ModifyDBSnapshotAttribute", DBSnapshotIdentifier="orders-1", AttributeName="restore",
        ValuesToAdd=[c.other])
    shared = f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:snapshot:orders-1"
    # It has to be copied first.
    c.no("InvalidParameterCombination", "rds", "RestoreDBInstanceFromDBSnapshot", account=c.other,
        **restore("never", DBSnapshotIdentifier=shared))


def _status(c: Calls, name: str) -> str:
    return str(c.ok("rds", "DescribeDBInstances", DBInstanceIdentifier=name)["DBInstances"][0]["DBInstanceStatus"])


def clusters(c: Calls) -> None:
    engine = {"Engine": "aurora-postgresql"}

    def restore(name: str, **given: object) -> Json:
        return {"DBClusterIdentifier": name, "SnapshotIdentifier": "ledger-1", **engine, **given}

    c.pace(SLOW)
    made = {"DBSubnetGroupName": "there", "DBClusterParameterGroupName": "there", "EngineVersion": "16.4"}
    c.ok("rds", "RestoreDBClusterFromSnapshot", **restore("restored", **made, Tags=_TAGS))
    member = {"DBClusterIdentifier": "restored", "DBInstanceIdentifier": "restored-1", **engine, **CLASS}
    c.no("InvalidDBClusterStateFault", "rds", "CreateDBInstance", **member)
    c.no("InvalidDBClusterStateFault", "rds", "ModifyDBCluster", DBClusterIdentifier="restored")

    def no(code: str, **given: object) -> None:
        c.no(code, "rds", "RestoreDBClusterFromSnapshot", **(restore("never") | given))

    no("DBClusterAlreadyExistsFault", DBClusterIdentifier="restored")
    no("DBClusterSnapshotNotFoundFault", SnapshotIdentifier="none")
    no("InvalidParameterCombination", Engine="aurora-mysql")
    no("KMSKeyNotAccessibleFault", KmsKeyId=NO_KEY)
    no("DBClusterParameterGroupNotFound", DBClusterParameterGroupName="none")
    no("NotSimulated", SnapshotIdentifier=f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:snapshot:orders-1")
    c.until(lambda: _cluster(c)["Status"] == "available", "a restored cluster")
    c.no("InvalidParameterCombination", "rds", "CreateDBInstance", **(member | {"Engine": "docdb"}))
    c.ok("rds", "CreateDBInstance", **member)
    c.until(lambda: _status(c, "restored-1") == "available", "an instance of a cluster")
    c.ok("rds", "DescribeDBInstances", Filters=[{"Name": "db-cluster-id", "Values": ["restored"]}])
    if [m["IsClusterWriter"] for m in _cluster(c)["DBClusterMembers"]] != [True]:
        c.wrong.append(f"{c.sdk.name}: the restored cluster has {_cluster(c)['DBClusterMembers']}")
    of_member = {"DBInstanceIdentifier": "restored-1", "DBSnapshotIdentifier": "a"}
    c.no("InvalidParameterValue", "rds", "CreateDBSnapshot", **of_member)
    c.no("InvalidDBClusterStateFault", "rds", "DeleteDBCluster", DBClusterIdentifier="restored", SkipFinalSnapshot=True)
    c.ok("rds", "ModifyDBCluster", DBClusterIdentifier="restored", DeletionProtection=False, CopyTagsToSnapshot=True)
    c.ok("rds", "DeleteDBInstance", DBInstanceIdentifier="restored-1")


def _cluster(c: Calls) -> Json:
    cluster: Json = c.ok("rds", "DescribeDBClusters", DBClusterIdentifier="restored")["DBClusters"][0]
    return cluster


def jobs(c: Calls, points: Json) -> None:
    point, vault = {"RecoveryPointArn": points["instance"]}, {"BackupVaultName": "orders-vault"}
    c.ok("backup", "GetRecoveryPointRestoreMetadata", **point, **vault)
    none = {"RecoveryPointArn": f"{points['instance']}0"}
    c.no("ResourceNotFoundException", "backup", "GetRecoveryPointRestoreMetadata", **none, **vault)
    role = f"arn:aws:iam::{c.owner}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
    wanted = {"IamRoleArn": role, "Metadata": {"DBInstanceIdentifier": "by-a-job"}, "IdempotencyToken": "once"}
    c.pace(SLOW)
    job = c.ok("backup", "StartRestoreJob", **point, **wanted)["RestoreJobId"]
    if c.ok("backup", "StartRestoreJob", **point, **wanted)["RestoreJobId"] != job:
        c.wrong.append(f"{c.sdk.name}, backup:StartRestoreJob: one token, two jobs")
    taken = c.ok("backup", "StartRestoreJob", **point, **(wanted | {"Metadata": {"DBInstanceIdentifier": "orders"}}))
    c.ok("backup", "DescribeRestoreJob", RestoreJobId=job)
    for code, change in [
        ("MissingParameterValueException", {"IamRoleArn": ""}),
        ("ResourceNotFoundException", none),
        ("InvalidParameterValueException", {"IamRoleArn": f"{role}2"}),
        ("NotSimulated", {"RecoveryPointArn": points["files"]}),
    ]:
        c.no(code, "backup", "StartRestoreJob", **(point | wanted | {"IdempotencyToken": "other"} | change))
    c.no("ResourceNotFoundException", "backup", "DescribeRestoreJob", RestoreJobId="none")

    def status(of: str) -> str:
        return str(c.ok("backup", "DescribeRestoreJob", RestoreJobId=of)["Status"])

    c.until(lambda: status(job) == "COMPLETED", "a completed restore job")
    c.until(lambda: status(taken["RestoreJobId"]) == "FAILED", "a restore job that fails")
