"""Judge 4's calls of RDS that are about DB clusters and their snapshots."""

from __future__ import annotations

from judges.wire_calls import NO_KEY, SLOW, Calls
from support.callers import Json
from support.repository import DR_REGION, SOURCE_REGION

CLUSTER = {"Engine": "aurora-postgresql", "MasterUsername": "app", "MasterUserPassword": "sample-password"}
MULTI_AZ = {
    "Engine": "mysql",
    "DBClusterInstanceClass": "db.m6gd.large",
    "AllocatedStorage": 100,
    "StorageType": "io1",
    "Iops": 1000,
    "MasterUsername": "app",
    "MasterUserPassword": "sample-password",
}
_TAGS = [{"Key": "team", "Value": "data"}]


def clusters(c: Calls, key: str) -> None:
    c.pace(SLOW)
    secret = CLUSTER | {"StorageEncrypted": True, "KmsKeyId": key, "Tags": _TAGS, "DatabaseName": "ledger"}
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="ledger", CopyTagsToSnapshot=True, **secret)
    c.ok("rds", "DescribeDBClusters", DBClusterIdentifier="ledger")
    early = {"DBClusterIdentifier": "ledger", "DBClusterSnapshotIdentifier": "early"}
    c.no("InvalidDBClusterStateFault", "rds", "CreateDBClusterSnapshot", **early)
    c.no("DBClusterAlreadyExistsFault", "rds", "CreateDBCluster", DBClusterIdentifier="ledger", **CLUSTER)
    # Under an AWS owned key, unencrypted, under aws/rds, and of RDS itself.
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="owned", **CLUSTER)
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="plain", **CLUSTER, StorageEncrypted=False)
    documents = CLUSTER | {"Engine": "docdb", "StorageEncrypted": True}
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="default-key", **documents)
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="multi-az", **MULTI_AZ)
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="graph", Engine="neptune")
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="kept", **CLUSTER, DeletionProtection=True)
    c.ok("rds", "CreateDBCluster", DBClusterIdentifier="going", **CLUSTER)
    bad = {"DBClusterIdentifier": "a"} | CLUSTER
    c.no("InvalidParameterValue", "rds", "CreateDBCluster", **(bad | {"Engine": "abacus"}))
    c.no("InvalidParameterValue", "rds", "CreateDBCluster", **(bad | {"DBClusterIdentifier": "a" * 64}))
    c.no("InvalidParameterValue", "rds", "CreateDBCluster", **(bad | {"MasterUserPassword": "short"}))
    c.no("InvalidParameterCombination", "rds", "CreateDBCluster", **(bad | {"Engine": "postgres"}))
    no_storage = bad | {"KmsKeyId": key, "StorageEncrypted": False}
    c.no("InvalidParameterCombination", "rds", "CreateDBCluster", **no_storage)
    c.no("KMSKeyNotAccessibleFault", "rds", "CreateDBCluster", **(bad | {"KmsKeyId": NO_KEY}))
    c.no("DBClusterNotFoundFault", "rds", "DescribeDBClusters", DBClusterIdentifier="none")
    c.until(lambda: all(d["Status"] == "available" for d in _clusters(c)), "available clusters")
    c.ok("rds", "DescribeDBClusters", Filters=[{"Name": "engine", "Values": ["docdb", "neptune"]}])
    page = c.ok("rds", "DescribeDBClusters", MaxRecords=20)
    assert "Marker" not in page
    c.no("InvalidParameterValue", "rds", "DescribeDBClusters", Filters=[{"Name": "colour", "Values": ["red"]}])
    _deletions(c)


def _deletions(c: Calls) -> None:
    c.no("InvalidParameterCombination", "rds", "DeleteDBCluster", DBClusterIdentifier="kept", SkipFinalSnapshot=True)
    c.no("InvalidParameterCombination", "rds", "DeleteDBCluster", DBClusterIdentifier="going")
    c.no("DBClusterNotFoundFault", "rds", "DeleteDBCluster", DBClusterIdentifier="none", SkipFinalSnapshot=True)
    c.pace(SLOW)
    c.ok("rds", "DeleteDBCluster", DBClusterIdentifier="going", FinalDBSnapshotIdentifier="last")
    c.no("InvalidDBClusterStateFault", "rds", "DeleteDBCluster", DBClusterIdentifier="going", SkipFinalSnapshot=True)


def _clusters(c: Calls) -> list[Json]:
    return c.ok("rds", "DescribeDBClusters")["DBClusters"]


def snapshots(c: Calls) -> None:
    c.pace(SLOW)
    name = {"DBClusterSnapshotIdentifier": "ledger-1"}
    c.ok("rds", "CreateDBClusterSnapshot", DBClusterIdentifier="ledger", Tags=_TAGS, **name)
    c.ok("rds", "DescribeDBClusterSnapshots", **name)
    c.no("DBClusterSnapshotAlreadyExistsFault", "rds", "CreateDBClusterSnapshot", DBClusterIdentifier="ledger", **name)
    c.no("InvalidDBClusterSnapshotStateFault", "rds", "DeleteDBClusterSnapshot", **name)
    copy = {"SourceDBClusterSnapshotIdentifier": "ledger-1", "TargetDBClusterSnapshotIdentifier": "a"}
    c.no("InvalidDBClusterSnapshotStateFault", "rds", "CopyDBClusterSnapshot", **copy)
    for cluster in ("owned", "plain", "default-key", "multi-az", "graph"):
        one = {"DBClusterIdentifier": cluster, "DBClusterSnapshotIdentifier": f"{cluster}-1"}
        c.ok("rds", "CreateDBClusterSnapshot", **one)
    made = c.cloud.local("automated-snapshot", {"accountId": c.owner, "dbClusterIdentifier": "ledger"})
    automated = made["dbClusterSnapshotArn"].split(":", 6)[6]
    c.until(lambda: all(s["Status"] == "available" for s in _snapshots(c)), "available cluster snapshots")
    wanted = {"DBClusterSnapshotIdentifier": automated, "SnapshotType": "automated"}
    c.ok("rds", "DescribeDBClusterSnapshots", **wanted)
    c.ok("rds", "DescribeDBClusterSnapshots", DBClusterIdentifier="ledger")
    c.ok("rds", "DescribeDBClusterSnapshots", Filters=[{"Name": "engine", "Values": ["neptune"]}])
    c.ok("rds", "DescribeDBClusterSnapshots", MaxRecords=20)
    both = name | {"DBClusterIdentifier": "ledger"}
    c.no("InvalidParameterCombination", "rds", "DescribeDBClusterSnapshots", **both)
    c.no("InvalidParameterValue", "rds", "DescribeDBClusterSnapshots", SnapshotType="awsbackup")
    none = {"DBClusterSnapshotIdentifier": "none"}
    c.no("DBClusterSnapshotNotFoundFault", "rds", "DescribeDBClusterSnapshots", **none)
    c.no("DBClusterSnapshotNotFoundFault", "rds", "DeleteDBClusterSnapshot", **none)
    c.no("DBClusterNotFoundFault", "rds", "CreateDBClusterSnapshot", DBClusterIdentifier="none", **none)
    long = {"DBClusterIdentifier": "ledger", "DBClusterSnapshotIdentifier": "a" * 64}
    c.no("InvalidParameterValue", "rds", "CreateDBClusterSnapshot", **long)
    only_manual = {"DBClusterSnapshotIdentifier": automated}
    c.no("InvalidDBClusterSnapshotStateFault", "rds", "DeleteDBClusterSnapshot", **only_manual)
    share = {"AttributeName": "restore", "ValuesToAdd": [c.other]}
    c.no("InvalidDBClusterSnapshotStateFault", "rds", "ModifyDBClusterSnapshotAttribute", **only_manual, **share)


def _snapshots(c: Calls, account: str = "", region: str = SOURCE_REGION) -> list[Json]:
    return c.ok("rds", "DescribeDBClusterSnapshots", account, region)["DBClusterSnapshots"]


def _arn(c: Calls, name: str) -> str:
    return f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:cluster-snapshot:{name}"


def _copy(source: str, target: str, **given: str) -> Json:
    return {"SourceDBClusterSnapshotIdentifier": source, "TargetDBClusterSnapshotIdentifier": target} | given


def copies(c: Calls, key: str) -> None:
    source = _arn(c, "ledger-1")

    def no(code: str, name: str, target: str = "never", **given: str) -> None:
        c.no(code, "rds", "CopyDBClusterSnapshot", region=DR_REGION, **_copy(_arn(c, name), target, **given))

    no("InvalidParameterValue", "ledger-1")
    no("KMSKeyNotAccessibleFault", "ledger-1", KmsKeyId=NO_KEY)
    no("DBClusterSnapshotNotFoundFault", "none", KmsKeyId=key)
    no("InvalidParameterCombination", "plain-1", KmsKeyId=key)
    no("InvalidParameterCombination", "multi-az-1", KmsKeyId=key)
    c.pace(SLOW)
    c.ok("rds", "CopyDBClusterSnapshot", region=DR_REGION, **_copy(source, "copy-1", KmsKeyId=key), CopyTags=True)
    no("DBClusterSnapshotAlreadyExistsFault", "ledger-1", target="copy-1", KmsKeyId=key)
    c.ok("rds", "DescribeDBClusterSnapshots", region=DR_REGION, DBClusterSnapshotIdentifier="copy-1")
    c.ok("rds", "CopyDBClusterSnapshot", region=DR_REGION, **_copy(source, "copy-2", KmsKeyId=key))
    c.ok("rds", "DeleteDBClusterSnapshot", region=DR_REGION, DBClusterSnapshotIdentifier="copy-2")
    c.cloud.local("rds-settings", {"sseRdsCopies": "refused"})
    no("InvalidParameterCombination", "owned-1", KmsKeyId=key)
    c.cloud.local("rds-settings", {"sseRdsCopies": "keeps-owned-key"})
    c.ok("rds", "CopyDBClusterSnapshot", region=DR_REGION, **_copy(_arn(c, "owned-1"), "still-owned", KmsKeyId=key))
    c.cloud.local("rds-settings", {"sseRdsCopies": "accepted"})
    c.ok("rds", "CopyDBClusterSnapshot", region=DR_REGION, **_copy(_arn(c, "owned-1"), "ours", KmsKeyId=key))
    c.cloud.local("fault", {"effect": "fail-copy", "account": c.owner, "identifier": "copy-3", "percent": 40})
    c.ok("rds", "CopyDBClusterSnapshot", region=DR_REGION, **_copy(source, "copy-3", KmsKeyId=key))
    ended = {"available", "failed"}
    c.until(lambda: {s["Status"] for s in _snapshots(c, region=DR_REGION)} == ended, "an available and a failed copy")
    c.ok("rds", "DeleteDBClusterSnapshot", region=DR_REGION, DBClusterSnapshotIdentifier="copy-3")


def sharing(c: Calls, key: str) -> None:
    def share(snapshot: str, **values: list[str]) -> Json:
        return {"DBClusterSnapshotIdentifier": snapshot, "AttributeName": "restore"} | values

    c.ok("rds", "ModifyDBClusterSnapshotAttribute", **share("ledger-1", ValuesToAdd=[c.other]))
    c.ok("rds", "DescribeDBClusterSnapshotAttributes", DBClusterSnapshotIdentifier="ledger-1")
    c.ok("rds", "ModifyDBClusterSnapshotAttribute", **share("plain-1", ValuesToAdd=["all"]))
    for kind, include in [("shared", {}), ("public", {}), ("manual", {"IncludeShared": True, "IncludePublic": True})]:
        c.ok("rds", "DescribeDBClusterSnapshots", account=c.other, SnapshotType=kind, **include)
    theirs = _copy(_arn(c, "ledger-1"), "ours")
    c.no("InvalidParameterValue", "rds", "CopyDBClusterSnapshot", account=c.other, **theirs)
    own = c.ok("kms", "CreateKey", account=c.other)["KeyMetadata"]["Arn"]
    # The owner's key does not let the other account in.
    c.no("KMSKeyNotAccessibleFault", "rds", "CopyDBClusterSnapshot", account=c.other, KmsKeyId=own, **theirs)
    c.cloud.local("rds-settings", {"singleStepCopies": False})
    both = {"account": c.other, "region": DR_REGION, "KmsKeyId": key}
    c.no("InvalidParameterValue", "rds", "CopyDBClusterSnapshot", **both, **theirs)
    c.cloud.local("rds-settings", {"singleStepCopies": True})
    none = share("none", ValuesToAdd=[c.other])
    c.no("DBClusterSnapshotNotFoundFault", "rds", "ModifyDBClusterSnapshotAttribute", **none)
    gone = {"DBClusterSnapshotIdentifier": "none"}
    c.no("DBClusterSnapshotNotFoundFault", "rds", "DescribeDBClusterSnapshotAttributes", **gone)
    me = share("ledger-1", ValuesToAdd=["me"])
    c.no("InvalidParameterValue", "rds", "ModifyDBClusterSnapshotAttribute", **me)
    for name in ("default-key-1", "owned-1", "multi-az-1"):
        never = share(name, ValuesToAdd=[c.other])
        c.no("InvalidParameterCombination", "rds", "ModifyDBClusterSnapshotAttribute", **never)
    many = share("ledger-1", ValuesToAdd=[f"{n:012}" for n in range(21)])
    c.no("SharedSnapshotQuotaExceeded", "rds", "ModifyDBClusterSnapshotAttribute", **many)
    c.ok("rds", "ModifyDBClusterSnapshotAttribute", **share("ledger-1", ValuesToRemove=[c.other]))


def quotas(c: Calls) -> None:
    c.pace(SLOW)
    for n in range(5):
        c.ok("rds", "CopyDBClusterSnapshot", **_copy("plain-1", f"plain-copy-{n}"))
    c.no("SnapshotQuotaExceeded", "rds", "CopyDBClusterSnapshot", **_copy("plain-1", "one-more"))
    # The first copies of this account are many already; the quota is what differs from account to account.
    c.cloud.local("rds-settings", {"manualClusterSnapshots": 10})
    over = {"DBClusterIdentifier": "plain", "DBClusterSnapshotIdentifier": "one-more"}
    c.no("SnapshotQuotaExceeded", "rds", "CreateDBClusterSnapshot", **over)
    c.cloud.local("rds-settings", {"manualClusterSnapshots": 100})


def tags(c: Calls) -> None:
    name = {"ResourceName": _arn(c, "ledger-1")}
    c.ok("rds", "AddTagsToResource", Tags=[{"Key": "a", "Value": "b + ü"}], **name)
    c.ok("rds", "ListTagsForResource", **name)
    c.ok("rds", "RemoveTagsFromResource", TagKeys=["a"], **name)
    cluster = f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:cluster:ledger"
    c.ok("rds", "AddTagsToResource", Tags=[{"Key": "snapshot-relay:mode", "Value": "skip"}], ResourceName=cluster)
    c.ok("rds", "ListTagsForResource", ResourceName=cluster)
    c.ok("rds", "RemoveTagsFromResource", TagKeys=["snapshot-relay:mode"], ResourceName=cluster)
    c.no("InvalidParameterValue", "rds", "AddTagsToResource", Tags=[{"Key": "rds:a", "Value": "b"}], **name)
    gone = cluster.replace("ledger", "none")
    c.no("DBClusterNotFoundFault", "rds", "ListTagsForResource", ResourceName=gone)
    c.no("DBClusterSnapshotNotFoundFault", "rds", "ListTagsForResource", ResourceName=_arn(c, "none"))
