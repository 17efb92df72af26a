"""Judge 4's calls of RDS."""

from __future__ import annotations

from judges.wire_calls import NO_KEY, SLOW, Calls
from support.callers import Json
from support.repository import DR_REGION, SOURCE_REGION

INSTANCE = {
    "Engine": "postgres",
    "DBInstanceClass": "db.t4g.medium",
    "AllocatedStorage": 100,
    "MasterUsername": "app",
    "MasterUserPassword": "sample-password",
}

def instances(c: Calls, key: str) -> None:
    c.pace(SLOW)
    tags = [{"Key": "team", "Value": "data"}]
    wanted = INSTANCE | {"StorageEncrypted": True, "KmsKeyId": key, "Tags": tags, "DBName": "orders"}
    c.ok("rds", "CreateDBInstance", DBInstanceIdentifier="orders", CopyTagsToSnapshot=True, **wanted)
    c.ok("rds", "DescribeDBInstances", DBInstanceIdentifier="orders")
    c.no(
        "InvalidDBInstanceState", "rds", "CreateDBSnapshot", DBInstanceIdentifier="orders", DBSnapshotIdentifier="early"
    )
    c.no("DBInstanceAlreadyExists", "rds", "CreateDBInstance", DBInstanceIdentifier="orders", **INSTANCE)
    c.ok("rds", "CreateDBInstance", DBInstanceIdentifier="plain", **INSTANCE)
    c.ok("rds", "CreateDBInstance", DBInstanceIdentifier="default-key", **INSTANCE, StorageEncrypted=True)
    c.ok("rds", "CreateDBInstance", DBInstanceIdentifier="kept", **INSTANCE, DeletionProtection=True)
    c.ok("rds", "CreateDBInstance", DBInstanceIdentifier="going", **INSTANCE)
    c.no("MissingParameter", "rds", "CreateDBInstance", DBInstanceIdentifier="a", DBInstanceClass="db.t4g.medium")
    bad = {"DBInstanceIdentifier": "a"} | INSTANCE
    c.no("InvalidParameterValue", "rds", "CreateDBInstance", **(bad | {"AllocatedStorage": 1}))
    c.no("InvalidParameterCombination", "rds", "CreateDBInstance", **(bad | {"KmsKeyId": key}))
    c.no(
        "KMSKeyNotAccessibleFault", "rds", "CreateDBInstance", **(bad | {"KmsKeyId": NO_KEY, "StorageEncrypted": True})
    )
    c.no("InvalidParameterCombination", "rds", "CreateDBInstance", **(bad | {"Engine": "aurora-postgresql"}))
    c.no("DBClusterNotFoundFault", "rds", "CreateDBInstance", **(bad | {"DBClusterIdentifier": "c"}))
    c.no("DBInstanceNotFound", "rds", "DescribeDBInstances", DBInstanceIdentifier="none")
    c.until(lambda: all(i["DBInstanceStatus"] == "available" for i in _instances(c)), "available instances")
    c.ok("rds", "DescribeDBInstances", Filters=[{"Name": "engine", "Values": ["postgres", "mysql"]}])
    c.no("InvalidParameterValue", "rds", "DescribeDBInstances", Filters=[{"Name": "colour", "Values": ["red"]}])
    c.no("InvalidParameterValue", "rds", "DescribeDBInstances", MaxRecords=7)
    c.no("InvalidParameterCombination", "rds", "DeleteDBInstance", DBInstanceIdentifier="kept", SkipFinalSnapshot=True)
    c.no("InvalidParameterCombination", "rds", "DeleteDBInstance", DBInstanceIdentifier="going")
    c.no("DBInstanceNotFound", "rds", "DeleteDBInstance", DBInstanceIdentifier="none", SkipFinalSnapshot=True)
    c.pace(SLOW)
    c.ok("rds", "DeleteDBInstance", DBInstanceIdentifier="going", FinalDBSnapshotIdentifier="last")
    c.no("InvalidDBInstanceState", "rds", "DeleteDBInstance", DBInstanceIdentifier="going", SkipFinalSnapshot=True)


def _instances(c: Calls) -> list[Json]:
    return c.ok("rds", "DescribeDBInstances")["DBInstances"]


def snapshots(c: Calls) -> None:
    c.pace(SLOW)
    tags = [{"Key": "team", "Value": "data"}]
    c.ok("rds", "CreateDBSnapshot", DBInstanceIdentifier="orders", DBSnapshotIdentifier="orders-1", Tags=tags)
    c.ok("rds", "DescribeDBSnapshots", DBSnapshotIdentifier="orders-1")
    same = {"DBInstanceIdentifier": "orders", "DBSnapshotIdentifier": "orders-1"}
    c.no("DBSnapshotAlreadyExists", "rds", "CreateDBSnapshot", **same)
    c.no("InvalidDBSnapshotState", "rds", "DeleteDBSnapshot", DBSnapshotIdentifier="orders-1")
    copy = {"SourceDBSnapshotIdentifier": "orders-1", "TargetDBSnapshotIdentifier": "a"}
    c.no("InvalidDBSnapshotState", "rds", "CopyDBSnapshot", **copy)
    for database in ("plain", "default-key"):
        c.ok("rds", "CreateDBSnapshot", DBInstanceIdentifier=database, DBSnapshotIdentifier=f"{database}-1")
    automated = c.cloud.local("automated-snapshot", {"accountId": c.owner, "dbInstanceIdentifier": "orders"})
    name = automated["dbSnapshotArn"].split(":", 6)[6]
    c.until(lambda: all(s["Status"] == "available" for s in _snapshots(c)), "available snapshots")
    c.ok("rds", "DescribeDBSnapshots", DBSnapshotIdentifier=name, SnapshotType="automated")
    c.ok("rds", "DescribeDBSnapshots", Filters=[{"Name": "db-snapshot-id", "Values": ["orders-1", "none"]}])
    c.no("DBSnapshotNotFound", "rds", "DescribeDBSnapshots", DBSnapshotIdentifier="none")
    c.no("InvalidParameterValue", "rds", "DescribeDBSnapshots", SnapshotType="old")
    c.no("InvalidParameterValue", "rds", "DescribeDBSnapshots", Marker="?")
    c.no("InvalidParameterValue", "rds", "CreateDBSnapshot", DBInstanceIdentifier="orders", DBSnapshotIdentifier="a--b")
    c.no("DBInstanceNotFound", "rds", "CreateDBSnapshot", DBInstanceIdentifier="none", DBSnapshotIdentifier="a")
    c.no("DBSnapshotNotFound", "rds", "DeleteDBSnapshot", DBSnapshotIdentifier="none")
    c.no("InvalidDBSnapshotState", "rds", "DeleteDBSnapshot", DBSnapshotIdentifier=name)


def _snapshots(c: Calls, account: str = "", region: str = SOURCE_REGION) -> list[Json]:
    return c.ok("rds", "DescribeDBSnapshots", account, region)["DBSnapshots"]


def copies(c: Calls, key: str) -> None:
    source = f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:snapshot:orders-1"
    there = {"region": DR_REGION, "SourceDBSnapshotIdentifier": source}
    c.no("InvalidParameterValue", "rds", "CopyDBSnapshot", TargetDBSnapshotIdentifier="copy-1", **there)
    no_key = there | {"KmsKeyId": NO_KEY}
    c.no("KMSKeyNotAccessibleFault", "rds", "CopyDBSnapshot", TargetDBSnapshotIdentifier="copy-1", **no_key)
    gone = there | {"SourceDBSnapshotIdentifier": source.replace("orders-1", "none")}
    c.no("DBSnapshotNotFound", "rds", "CopyDBSnapshot", TargetDBSnapshotIdentifier="copy-1", KmsKeyId=key, **gone)
    c.pace(SLOW)
    c.ok("rds", "CopyDBSnapshot", TargetDBSnapshotIdentifier="copy-1", KmsKeyId=key, CopyTags=True, **there)
    c.no("DBSnapshotAlreadyExists", "rds", "CopyDBSnapshot", TargetDBSnapshotIdentifier="copy-1", KmsKeyId=key, **there)
    c.ok("rds", "DescribeDBSnapshots", DBSnapshotIdentifier="copy-1", region=DR_REGION)
    c.ok("rds", "CopyDBSnapshot", TargetDBSnapshotIdentifier="copy-2", KmsKeyId=key, **there)
    c.ok("rds", "DeleteDBSnapshot", DBSnapshotIdentifier="copy-2", region=DR_REGION)
    c.cloud.local("fault", {"effect": "fail-copy", "account": c.owner, "identifier": "copy-3", "percent": 40})
    c.ok("rds", "CopyDBSnapshot", TargetDBSnapshotIdentifier="copy-3", KmsKeyId=key, **there)
    ended = {"available", "failed"}
    c.until(lambda: {s["Status"] for s in _snapshots(c, region=DR_REGION)} == ended, "an available and a failed copy")
    c.ok("rds", "DeleteDBSnapshot", DBSnapshotIdentifier="copy-3", region=DR_REGION)
    c.no("InvalidParameterValue", "rds", "CopyDBSnapshot", SourceDBSnapshotIdentifier="orders-1")


def sharing(c: Calls, key: str) -> None:
    def share(snapshot: str, **values: list[str]) -> Json:
        return {"DBSnapshotIdentifier": snapshot, "AttributeName": "restore"} | values

    c.ok("rds", "ModifyDBSnapshotAttribute", **share("orders-1", ValuesToAdd=[c.other]))
    c.ok("rds", "DescribeDBSnapshotAttributes", DBSnapshotIdentifier="orders-1")
    c.ok("rds", "ModifyDBSnapshotAttribute", **share("plain-1", ValuesToAdd=["all"]))
    for kind, include in [("shared", {}), ("public", {}), ("manual", {"IncludeShared": True, "IncludePublic": True})]:
        c.ok("rds", "DescribeDBSnapshots", account=c.other, SnapshotType=kind, **include)
    theirs = f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:snapshot:orders-1"
    wanted = {"SourceDBSnapshotIdentifier": theirs, "TargetDBSnapshotIdentifier": "ours"}
    c.no("InvalidParameterValue", "rds", "CopyDBSnapshot", account=c.other, **wanted)
    own = c.ok("kms", "CreateKey", account=c.other)["KeyMetadata"]["Arn"]
    # The owner's key does not let the other account in.
    c.no("KMSKeyNotAccessibleFault", "rds", "CopyDBSnapshot", account=c.other, KmsKeyId=own, **wanted)
    c.no("DBSnapshotNotFound", "rds", "DescribeDBSnapshotAttributes", DBSnapshotIdentifier="none")
    c.no("DBSnapshotNotFound", "rds", "ModifyDBSnapshotAttribute", **share("none", ValuesToAdd=[c.other]))
    c.no("InvalidParameterValue", "rds", "ModifyDBSnapshotAttribute", **share("orders-1", ValuesToAdd=["me"]))
    c.no("InvalidParameterCombination", "rds", "ModifyDBSnapshotAttribute", **share("orders-1", ValuesToAdd=["all"]))
    default_key = share("default-key-1", ValuesToAdd=[c.other])
    c.no("InvalidParameterCombination", "rds", "ModifyDBSnapshotAttribute", **default_key)
    many = [f"{n:012}" for n in range(21)]
    c.no("SharedSnapshotQuotaExceeded", "rds", "ModifyDBSnapshotAttribute", **share("orders-1", ValuesToAdd=many))
    c.ok("rds", "ModifyDBSnapshotAttribute", **share("orders-1", ValuesToRemove=[c.other]))
    c.ok("rds", "DescribeDBSnapshotAttributes", DBSnapshotIdentifier="orders-1")


def quotas(c: Calls) -> None:
    c.pace(SLOW)
    existing = len(_snapshots(c))
    for n in range(20):
        c.ok(
            "rds", "CopyDBSnapshot", SourceDBSnapshotIdentifier="plain-1", TargetDBSnapshotIdentifier=f"plain-copy-{n}"
        )
    over = {"SourceDBSnapshotIdentifier": "plain-1", "TargetDBSnapshotIdentifier": "one-more"}
    c.no("SnapshotQuotaExceeded", "rds", "CopyDBSnapshot", **over)
    # Automated ones don't count; there is one.
    for n in range(100 - 20 - (existing - 1)):
        c.ok("rds", "CreateDBSnapshot", DBInstanceIdentifier="plain", DBSnapshotIdentifier=f"plain-again-{n}")
    over = {"DBInstanceIdentifier": "plain", "DBSnapshotIdentifier": "one-more"}
    c.no("SnapshotQuotaExceeded", "rds", "CreateDBSnapshot", **over)
    page = c.ok("rds", "DescribeDBSnapshots", MaxRecords=20)
    c.ok("rds", "DescribeDBSnapshots", MaxRecords=20, Marker=page["Marker"])


def tags(c: Calls) -> None:
    name = {"ResourceName": f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:snapshot:orders-1"}
    c.ok("rds", "AddTagsToResource", Tags=[{"Key": "a", "Value": "b + ü"}], **name)
    c.ok("rds", "ListTagsForResource", **name)
    c.ok("rds", "RemoveTagsFromResource", TagKeys=["a"], **name)
    c.ok("rds", "ListTagsForResource", ResourceName=name["ResourceName"].replace("snapshot:orders-1", "db:plain"))
    c.no("InvalidParameterValue", "rds", "AddTagsToResource", Tags=[{"Key": "aws:a", "Value": "b"}], **name)
    c.no("InvalidParameterValue", "rds", "ListTagsForResource", ResourceName="orders-1")
    for kind, code in [("snapshot", "DBSnapshotNotFound"), ("db", "DBInstanceNotFound"), ("og", "NotSimulated")]:
        c.no(code, "rds", "ListTagsForResource", ResourceName=f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:{kind}:none")
