"""Judge 8's calls of RDS that are about DB clusters, their snapshots and option groups."""

from __future__ import annotations

from typing import Any

from judges.differences_calls import NO_KEY, Answers
from support.repository import DR_ACCOUNT, DR_REGION, SOURCE_ACCOUNT, SOURCE_REGION

CLUSTER = {"Engine": "aurora-postgresql", "MasterUsername": "app", "MasterUserPassword": "sample-password"}


def ask_all(a: Answers, key: str) -> None:
    """All calls, in this order. `key`: ARN of one of the source Region."""
    _clusters(a, key)
    _snapshots(a)
    _copies(a)
    _sharing(a)
    _option_groups(a)


def _clusters(a: Answers, key: str) -> None:
    tags = [{"Key": "team", "Value": "data"}]
    secret = CLUSTER | {"StorageEncrypted": True, "KmsKeyId": key, "Tags": tags}
    a.ask("encrypted", "rds", "CreateDBCluster", DBClusterIdentifier="ledger", **secret)
    a.ask("without a word about keys", "rds", "CreateDBCluster", DBClusterIdentifier="owned", **CLUSTER)
    plain = CLUSTER | {"StorageEncrypted": False}
    a.ask("plain", "rds", "CreateDBCluster", DBClusterIdentifier="plain-cluster", **plain)
    a.ask("of a taken name", "rds", "CreateDBCluster", DBClusterIdentifier="ledger", **CLUSTER)
    bad = {"DBClusterIdentifier": "bad"} | CLUSTER
    a.ask("of an unknown engine", "rds", "CreateDBCluster", **(bad | {"Engine": "abacus"}))
    a.ask("with a short password", "rds", "CreateDBCluster", **(bad | {"MasterUserPassword": "short"}))
    a.ask("under no key", "rds", "CreateDBCluster", **(bad | {"StorageEncrypted": True, "KmsKeyId": NO_KEY}))
    a.settle("describe_db_clusters")
    a.ask("by name", "rds", "DescribeDBClusters", DBClusterIdentifier="ledger")
    a.ask("of owned keys", "rds", "DescribeDBClusters", DBClusterIdentifier="owned")
    a.ask("that is not there", "rds", "DescribeDBClusters", DBClusterIdentifier="none")
    a.ask("that is not there", "rds", "DeleteDBCluster", DBClusterIdentifier="none", SkipFinalSnapshot=True)
    gone = f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:cluster"
    a.ask("of a cluster", "rds", "ListTagsForResource", ResourceName=f"{gone}:ledger")
    a.ask("of no cluster", "rds", "ListTagsForResource", ResourceName=f"{gone}:none")


def _snapshots(a: Answers) -> None:
    tags = [{"Key": "team", "Value": "data"}]

    def create(about: str, name: str, cluster: str = "ledger", **given: Any) -> None:
        wanted = {"DBClusterIdentifier": cluster, "DBClusterSnapshotIdentifier": name} | given
        a.ask(about, "rds", "CreateDBClusterSnapshot", **wanted)

    create("of a cluster", "ledger-1", Tags=tags)
    create("plain", "plain-cluster-1", "plain-cluster")
    create("under an owned key", "owned-1", "owned")
    a.settle("describe_db_cluster_snapshots")
    create("of a taken name", "ledger-1")
    create("of no cluster", "a", "none")
    create("by a bad name", "a--b")
    create("by a long name", "a" * 64)

    def describe(about: str, **given: Any) -> None:
        a.ask(about, "rds", "DescribeDBClusterSnapshots", **given)

    describe("by name", DBClusterSnapshotIdentifier="ledger-1")
    describe("under an owned key", DBClusterSnapshotIdentifier="owned-1")
    describe("by a name that none has", DBClusterSnapshotIdentifier="none")
    describe("by cluster", DBClusterIdentifier="ledger")
    describe("by name and cluster", DBClusterSnapshotIdentifier="ledger-1", DBClusterIdentifier="ledger")
    describe("by an unknown filter", Filters=[{"Name": "colour", "Values": ["red"]}])
    describe("of an unknown type", SnapshotType="old")
    a.ask("that is not there", "rds", "DeleteDBClusterSnapshot", DBClusterSnapshotIdentifier="none")
    snapshot = f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:cluster-snapshot"
    one = {"ResourceName": f"{snapshot}:ledger-1"}
    a.ask("of a cluster snapshot", "rds", "AddTagsToResource", Tags=[{"Key": "a", "Value": "b"}], **one)
    a.ask("of a cluster snapshot", "rds", "ListTagsForResource", **one)
    a.ask("of a cluster snapshot", "rds", "RemoveTagsFromResource", TagKeys=["a"], **one)
    a.ask("of no cluster snapshot", "rds", "ListTagsForResource", ResourceName=f"{snapshot}:none")


def _copies(a: Answers) -> None:
    source = f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:cluster-snapshot:"
    key = a.ask("for copies of clusters", "kms", "CreateKey", region=DR_REGION)["KeyMetadata"]["Arn"]

    def copy(about: str, name: str, target: str, /, **given: Any) -> None:
        wanted = {"SourceDBClusterSnapshotIdentifier": source + name, "TargetDBClusterSnapshotIdentifier": target}
        a.ask(about, "rds", "CopyDBClusterSnapshot", region=DR_REGION, **(wanted | given))

    copy("without a key", "ledger-1", "no-key")
    copy("under no key", "ledger-1", "none-key", KmsKeyId=NO_KEY)
    copy("plain, with a key", "plain-cluster-1", "plain-key", KmsKeyId=key)
    copy("of nothing", "none", "copy-2", KmsKeyId=key)
    copy("by a bad name", "ledger-1", "1", KmsKeyId=key)
    copy("by a reserved tag", "ledger-1", "copy-3", KmsKeyId=key, Tags=[{"Key": "rds:a", "Value": "b"}])
    copy("to the DR Region", "ledger-1", "copy-1", KmsKeyId=key, CopyTags=True)
    copy("of a taken name", "ledger-1", "copy-1", KmsKeyId=key)
    a.settle("describe_db_cluster_snapshots", region=DR_REGION)
    one = {"region": DR_REGION, "DBClusterSnapshotIdentifier": "copy-1"}
    a.ask("that is a copy", "rds", "DescribeDBClusterSnapshots", **one)
    a.ask("that is a copy", "rds", "DeleteDBClusterSnapshot", **one)


def _sharing(a: Answers) -> None:
    def share(about: str, /, snapshot: str = "ledger-1", attribute: str = "restore", **values: list[str]) -> None:
        wanted = {"DBClusterSnapshotIdentifier": snapshot, "AttributeName": attribute}
        a.ask(about, "rds", "ModifyDBClusterSnapshotAttribute", **wanted, **values)

    named = {"DBClusterSnapshotIdentifier": "ledger-1"}
    a.ask("of one not shared", "rds", "DescribeDBClusterSnapshotAttributes", **named)
    share("with an account", ValuesToAdd=[DR_ACCOUNT])
    a.ask("of a shared one", "rds", "DescribeDBClusterSnapshotAttributes", **named)
    share("encrypted, with all", ValuesToAdd=["all"])
    share("plain, with all", snapshot="plain-cluster-1", ValuesToAdd=["all"])
    share("added and removed", ValuesToAdd=[DR_ACCOUNT], ValuesToRemove=[DR_ACCOUNT])
    share("by another attribute", attribute="read", ValuesToAdd=[DR_ACCOUNT])
    share("with nobody", ValuesToAdd=["me"])
    share("with 21", ValuesToAdd=[f"{n:012}" for n in range(21)])
    share("of nothing", snapshot="none", ValuesToAdd=[DR_ACCOUNT])
    a.ask("shared", "rds", "DescribeDBClusterSnapshots", account=DR_ACCOUNT, SnapshotType="shared")
    share("no more", ValuesToRemove=[DR_ACCOUNT])
    a.ask("without a word about its last", "rds", "DeleteDBCluster", DBClusterIdentifier="owned")


def _option_groups(a: Answers) -> None:
    # Always by name: moto 5.2.1 falls over a DescribeOptionGroups without one.
    oracle = {"EngineName": "oracle-ee", "MajorEngineVersion": "19", "OptionGroupDescription": "TDE"}
    named = {"OptionGroupName": "with-tde"}
    a.ask("of Oracle", "rds", "CreateOptionGroup", **named, **oracle)
    a.ask("of a taken name", "rds", "CreateOptionGroup", **named, **oracle)
    abacus = oracle | {"OptionGroupName": "a", "EngineName": "abacus"}
    a.ask("of an unknown engine", "rds", "CreateOptionGroup", **abacus)
    a.ask("with an option", "rds", "ModifyOptionGroup", OptionsToInclude=[{"OptionName": "STATSPACK"}], **named)
    a.ask("without an option", "rds", "ModifyOptionGroup", OptionsToRemove=["STATSPACK"], **named)
    a.ask("of no group", "rds", "ModifyOptionGroup", OptionGroupName="none", OptionsToRemove=["STATSPACK"])
    a.ask("by name", "rds", "DescribeOptionGroups", **named)
    a.ask("that is not there", "rds", "DescribeOptionGroups", OptionGroupName="none")
    a.ask("by name and engine", "rds", "DescribeOptionGroups", EngineName="oracle-ee", **named)
