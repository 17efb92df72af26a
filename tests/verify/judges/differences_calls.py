"""Judge 8's calls: the same for the local cloud and for moto, by boto3, of RDS, KMS, STS and EventBridge."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError
from botocore.model import ListShape, Shape, StructureShape

from support.repository import DR_ACCOUNT, DR_REGION, SOURCE_ACCOUNT, SOURCE_REGION

Json = dict[str, Any]
Client = Callable[[str, str, str], Any]
"""Service, Region, account: a boto3 client of the account's administrator."""
Answer = str | dict[str, str]
"""An error's code and HTTP status; or the reply's members by path: `.DBSnapshots.TagList` is `DBSnapshot.TagList`."""

INSTANCE = {
    "Engine": "postgres",
    "DBInstanceClass": "db.t4g.medium",
    "AllocatedStorage": 100,
    "MasterUsername": "app",
    "MasterUserPassword": "sample-password",
}
NO_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"
_THINGS = ("DBInstances", "DBSnapshots", "DBClusters", "DBClusterSnapshots")


@dataclass
class Answers:
    """What one of the two answered, by call."""

    client: Client
    found: dict[str, Answer] = field(default_factory=dict)

    def ask(
        self, about: str, service: str, operation: str, /, region: str = "", account: str = "", **given: Any
    ) -> Json:
        """One call; its answer is kept under `operation: about`. Returns the reply, or nothing if it is refused."""
        client = self.client(service, region or SOURCE_REGION, account or SOURCE_ACCOUNT)
        method = next(m for m, o in client.meta.method_to_api_mapping.items() if o == operation)
        key = f"{operation}: {about}"
        assert key not in self.found, key
        try:
            reply = getattr(client, method)(**given)
        except ClientError as refused:
            said = refused.response
            self.found[key] = f"{said['Error']['Code']} {said['ResponseMetadata']['HTTPStatusCode']}"
            return {}
        reply.pop("ResponseMetadata")
        self.found[key] = dict(_members(client.meta.service_model.operation_model(operation).output_shape, reply, ""))
        return reply

    def settle(self, operation: str, **given: Any) -> None:
        """Waits until all that RDS shows is available."""
        client = self.client("rds", given.pop("region", SOURCE_REGION), SOURCE_ACCOUNT)
        give_up = time.monotonic() + 60
        while True:
            reply = getattr(client, operation)(**given)
            things = [thing for name in _THINGS for thing in reply.get(name, [])]
            if all(t.get("Status", t.get("DBInstanceStatus")) == "available" for t in things):
                return
            if time.monotonic() > give_up:
                raise TimeoutError(f"{operation} shows {things}")
            time.sleep(0.05)


def _members(shape: Shape | None, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Path and name of all that is there; what is null is not."""
    if isinstance(shape, StructureShape):
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield f"{path}.{name}", f"{shape.name}.{name}"
                yield from _members(member, value[name], f"{path}.{name}")
    elif isinstance(shape, ListShape):
        for item in value:
            yield from _members(shape.member, item, path)


def ask_all(a: Answers) -> str:
    """All calls, in this order. Returns the ARN of a key of the source Region."""
    key = _kms(a)
    _rds_instances(a, key)
    _rds_snapshots(a)
    _rds_copies(a)
    _rds_sharing(a)
    _sts(a)
    _events(a)
    return key


def _kms(a: Answers) -> str:
    tags = [{"TagKey": "team", "TagValue": "data"}]
    made = a.ask("with tags", "kms", "CreateKey", Description="Databases", Tags=tags)["KeyMetadata"]
    key, arn = made["KeyId"], made["Arn"]
    a.ask("by id", "kms", "DescribeKey", KeyId=key)
    a.ask("by ARN", "kms", "DescribeKey", KeyId=arn)
    a.ask("databases", "kms", "CreateAlias", AliasName="alias/databases", TargetKeyId=key)
    a.ask("by alias", "kms", "DescribeKey", KeyId="alias/databases")
    a.ask("of AWS's own alias", "kms", "DescribeKey", KeyId="alias/aws/rds")
    a.ask("all", "kms", "ListKeys")
    a.ask("of a key", "kms", "ListAliases", KeyId=key)
    a.ask("of a key", "kms", "ListResourceTags", KeyId=key)
    policy = a.ask("of a key", "kms", "GetKeyPolicy", KeyId=key, PolicyName="default").get("Policy", "{}")
    a.ask("its own", "kms", "PutKeyPolicy", KeyId=key, PolicyName="default", Policy=policy)
    a.ask("that never was on", "kms", "GetKeyRotationStatus", KeyId=key)
    a.ask("of a key", "kms", "EnableKeyRotation", KeyId=key)
    a.ask("that is on", "kms", "GetKeyRotationStatus", KeyId=key)
    a.ask("of a key", "kms", "DisableKeyRotation", KeyId=key)
    a.ask("multi-Region", "kms", "CreateKey", MultiRegion=True)
    a.ask("to sign", "kms", "CreateKey", KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    _kms_states(a)
    _kms_refusals(a, key, arn)
    return str(arn)


def _kms_states(a: Answers) -> None:
    multi = a.ask("for a replica", "kms", "CreateKey", MultiRegion=True)["KeyMetadata"]["KeyId"]
    a.ask("to the DR Region", "kms", "ReplicateKey", KeyId=multi, ReplicaRegion=DR_REGION)
    a.ask("there already", "kms", "ReplicateKey", KeyId=multi, ReplicaRegion=DR_REGION)
    other = a.ask("for its states", "kms", "CreateKey")["KeyMetadata"]
    a.ask("by id", "kms", "DisableKey", KeyId=other["KeyId"])
    a.ask("that is disabled", "kms", "DescribeKey", KeyId=other["KeyId"])
    a.ask("of a disabled key", "kms", "EnableKeyRotation", KeyId=other["KeyId"])
    a.ask("by id", "kms", "EnableKey", KeyId=other["KeyId"])
    a.ask("in 7 days", "kms", "ScheduleKeyDeletion", KeyId=other["KeyId"], PendingWindowInDays=7)
    a.ask("that is to be deleted", "kms", "DescribeKey", KeyId=other["KeyId"])
    a.ask("that is to be deleted", "kms", "EnableKey", KeyId=other["KeyId"])
    a.ask("by id", "kms", "CancelKeyDeletion", KeyId=other["KeyId"])
    a.ask("that is not to be deleted", "kms", "CancelKeyDeletion", KeyId=other["KeyId"])


def _kms_refusals(a: Answers, key: str, arn: str) -> None:
    a.ask("that is not there", "kms", "DescribeKey", KeyId=NO_KEY)
    a.ask("that is no key id", "kms", "DescribeKey", KeyId="databases")
    a.ask("of an alias that is not there", "kms", "DescribeKey", KeyId="alias/none")
    a.ask("of another Region", "kms", "DescribeKey", region=DR_REGION, KeyId=arn)
    a.ask("of another account", "kms", "DescribeKey", account=DR_ACCOUNT, KeyId=arn)
    a.ask("by alias", "kms", "DisableKey", KeyId="alias/databases")
    a.ask("that is there", "kms", "CreateAlias", AliasName="alias/databases", TargetKeyId=key)
    a.ask("of AWS's", "kms", "CreateAlias", AliasName="alias/aws/mine", TargetKeyId=key)
    a.ask("without its prefix", "kms", "CreateAlias", AliasName="databases", TargetKeyId=key)
    a.ask("by a bad marker", "kms", "ListKeys", Marker="?")
    a.ask("with a reserved tag", "kms", "CreateKey", Tags=[{"TagKey": "aws:a", "TagValue": "b"}])
    a.ask("with a policy that is none", "kms", "CreateKey", Policy="{")
    a.ask("with a bad spec", "kms", "CreateKey", KeySpec="ROT_13")
    a.ask("of another name", "kms", "GetKeyPolicy", KeyId=key, PolicyName="mine")
    a.ask("in 3 days", "kms", "ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=3)


def _rds_instances(a: Answers, key: str) -> None:
    secret = INSTANCE | {"StorageEncrypted": True, "KmsKeyId": key, "Tags": [{"Key": "team", "Value": "data"}]}
    a.ask("encrypted", "rds", "CreateDBInstance", DBInstanceIdentifier="orders", **secret)
    a.ask("plain", "rds", "CreateDBInstance", DBInstanceIdentifier="plain", **INSTANCE)
    a.ask("of a taken name", "rds", "CreateDBInstance", DBInstanceIdentifier="plain", **INSTANCE)
    bad = {"DBInstanceIdentifier": "bad"} | INSTANCE
    a.ask("of an unknown engine", "rds", "CreateDBInstance", **(bad | {"Engine": "abacus"}))
    a.ask("with a short password", "rds", "CreateDBInstance", **(bad | {"MasterUserPassword": "short"}))
    no_key = {"KmsKeyId": NO_KEY, "StorageEncrypted": True, "DBInstanceIdentifier": "bad-key"}
    a.ask("under no key", "rds", "CreateDBInstance", **(bad | no_key))
    a.settle("describe_db_instances")
    a.ask("by name", "rds", "DescribeDBInstances", DBInstanceIdentifier="orders")
    a.ask("that is not there", "rds", "DescribeDBInstances", DBInstanceIdentifier="none")
    a.ask("by too few records", "rds", "DescribeDBInstances", MaxRecords=7)
    a.ask("that is not there", "rds", "DeleteDBInstance", DBInstanceIdentifier="none", SkipFinalSnapshot=True)


def _rds_snapshots(a: Answers) -> None:
    tags = [{"Key": "team", "Value": "data"}]
    name = {"DBSnapshotIdentifier": "orders-1"}
    a.ask("of an instance", "rds", "CreateDBSnapshot", DBInstanceIdentifier="orders", Tags=tags, **name)
    a.ask("plain", "rds", "CreateDBSnapshot", DBInstanceIdentifier="plain", DBSnapshotIdentifier="plain-1")
    a.settle("describe_db_snapshots")
    a.ask("of a taken name", "rds", "CreateDBSnapshot", DBInstanceIdentifier="orders", **name)
    a.ask("of no instance", "rds", "CreateDBSnapshot", DBInstanceIdentifier="none", DBSnapshotIdentifier="a")
    a.ask("by a bad name", "rds", "CreateDBSnapshot", DBInstanceIdentifier="orders", DBSnapshotIdentifier="a--b")
    a.ask("by name", "rds", "DescribeDBSnapshots", **name)
    a.ask("by a name that none has", "rds", "DescribeDBSnapshots", DBSnapshotIdentifier="none")
    filters = [{"Name": "db-snapshot-id", "Values": ["orders-1", "none"]}]
    a.ask("by filter", "rds", "DescribeDBSnapshots", Filters=filters)
    a.ask("by filters that none passes", "rds", "DescribeDBSnapshots", Filters=[filters[0] | {"Values": ["none"]}])
    a.ask("by an unknown filter", "rds", "DescribeDBSnapshots", Filters=[{"Name": "colour", "Values": ["red"]}])
    a.ask("of an unknown type", "rds", "DescribeDBSnapshots", SnapshotType="old")
    a.ask("that is not there", "rds", "DeleteDBSnapshot", DBSnapshotIdentifier="none")
    resource = {"ResourceName": f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:snapshot:orders-1"}
    a.ask("of a snapshot", "rds", "AddTagsToResource", Tags=[{"Key": "a", "Value": "b"}], **resource)
    a.ask("of a snapshot", "rds", "ListTagsForResource", **resource)
    a.ask("of a snapshot", "rds", "RemoveTagsFromResource", TagKeys=["a"], **resource)
    a.ask("reserved", "rds", "AddTagsToResource", Tags=[{"Key": "aws:a", "Value": "b"}], **resource)
    a.ask("of no ARN", "rds", "ListTagsForResource", ResourceName="orders-1")
    none = resource["ResourceName"].replace("orders-1", "none")
    a.ask("of no snapshot", "rds", "ListTagsForResource", ResourceName=none)


def _rds_copies(a: Answers) -> None:
    source = f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:snapshot:orders-1"
    key = a.ask("for copies", "kms", "CreateKey", region=DR_REGION)["KeyMetadata"]["Arn"]
    disabled = a.ask("to be disabled", "kms", "CreateKey", region=DR_REGION)["KeyMetadata"]["KeyId"]
    a.ask("for a copy", "kms", "DisableKey", region=DR_REGION, KeyId=disabled)

    def copy(about: str, target: str, /, region: str = DR_REGION, **given: Any) -> None:
        wanted = {"SourceDBSnapshotIdentifier": source, "TargetDBSnapshotIdentifier": target} | given
        a.ask(about, "rds", "CopyDBSnapshot", region=region, **wanted)

    copy("without a key", "no-key")
    copy("under a disabled key", "disabled-key", KmsKeyId=disabled)
    copy("under no key", "none-key", KmsKeyId=NO_KEY)
    copy("to the DR Region", "copy-1", KmsKeyId=key, CopyTags=True)
    copy("of a taken name", "copy-1", KmsKeyId=key)
    copy("of nothing", "copy-2", KmsKeyId=key, SourceDBSnapshotIdentifier=source.replace("orders-1", "none"))
    copy("by a bad name", "1", KmsKeyId=key)
    copy("by a reserved tag", "copy-3", KmsKeyId=key, Tags=[{"Key": "rds:a", "Value": "b"}])
    copy("in the Region", "local-copy", region=SOURCE_REGION, SourceDBSnapshotIdentifier="orders-1")
    a.settle("describe_db_snapshots", region=DR_REGION)
    a.ask("that is a copy", "rds", "DescribeDBSnapshots", region=DR_REGION, DBSnapshotIdentifier="copy-1")
    a.ask("that is a copy", "rds", "DeleteDBSnapshot", region=DR_REGION, DBSnapshotIdentifier="copy-1")


def _rds_sharing(a: Answers) -> None:
    def share(about: str, /, snapshot: str = "orders-1", attribute: str = "restore", **values: list[str]) -> None:
        wanted = {"DBSnapshotIdentifier": snapshot, "AttributeName": attribute}
        a.ask(about, "rds", "ModifyDBSnapshotAttribute", **wanted, **values)

    a.ask("of one not shared", "rds", "DescribeDBSnapshotAttributes", DBSnapshotIdentifier="orders-1")
    share("with an account", ValuesToAdd=[DR_ACCOUNT])
    a.ask("of a shared one", "rds", "DescribeDBSnapshotAttributes", DBSnapshotIdentifier="orders-1")
    share("encrypted, with all", ValuesToAdd=["all"])
    share("plain, with all", snapshot="plain-1", ValuesToAdd=["all"])
    share("added and removed", ValuesToAdd=[DR_ACCOUNT], ValuesToRemove=[DR_ACCOUNT])
    share("by another attribute", attribute="read", ValuesToAdd=[DR_ACCOUNT])
    share("with nobody", ValuesToAdd=["me"])
    share("with 21", ValuesToAdd=[f"{n:012}" for n in range(21)])
    share("of nothing", snapshot="none", ValuesToAdd=[DR_ACCOUNT])
    theirs = f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:snapshot:orders-1"
    other = {"account": DR_ACCOUNT}
    a.ask("shared", "rds", "DescribeDBSnapshots", SnapshotType="shared", **other)
    a.ask("shared, by ARN", "rds", "DescribeDBSnapshots", DBSnapshotIdentifier=theirs, IncludeShared=True, **other)
    share("no more", ValuesToRemove=[DR_ACCOUNT])


def _sts(a: Answers) -> None:
    a.ask("an administrator", "sts", "GetCallerIdentity")
    role = {"RoleArn": f"arn:aws:iam::{DR_ACCOUNT}:role/none", "RoleSessionName": "engineer"}
    a.ask("that is not there", "sts", "AssumeRole", **role)
    a.ask("for too long", "sts", "AssumeRole", **(role | {"DurationSeconds": 50_000}))
    a.ask("by a bad session name", "sts", "AssumeRole", **(role | {"RoleSessionName": "a b"}))
    a.ask("by no ARN", "sts", "AssumeRole", **(role | {"RoleArn": "engineer-of-no-account"}))


def _events(a: Answers) -> None:
    a.ask("default", "events", "DescribeEventBus")
    a.ask("that is not there", "events", "DescribeEventBus", Name="none")
    a.ask("all", "events", "ListEventBuses")
    a.ask("of a bus without", "events", "ListRules", account=DR_ACCOUNT)
    a.ask("of no bus", "events", "ListRules", EventBusName="none")
    a.ask("that is not there", "events", "DescribeRule", Name="none")
    a.ask("of no rule", "events", "ListTargetsByRule", Rule="none")
    good = {"Source": "my.app", "DetailType": "Happened", "Detail": "{}"}
    for about, change in [
        ("good", {}),
        ("for AWS", {"Source": "aws.rds"}),
        ("without a source", {"Source": ""}),
        ("whose detail is no JSON", {"Detail": "{"}),
        ("whose detail is no object", {"Detail": "[]"}),
    ]:
        reply = a.ask(about, "events", "PutEvents", Entries=[good | change])
        for entry in reply.get("Entries", []):
            a.found[f"PutEvents: {about}, its entry"] = entry.get("ErrorCode", "taken")
    a.ask("none", "events", "PutEvents", Entries=[])
    a.ask("too many", "events", "PutEvents", Entries=[good] * 11)
    envelope = json.dumps({"id": "1", "source": "my.app", "account": SOURCE_ACCOUNT, "detail": {}})
    a.ask("good", "events", "TestEventPattern", EventPattern='{"source": ["my.app"]}', Event=envelope)
    a.ask("malformed", "events", "TestEventPattern", EventPattern='{"source": "my.app"}', Event=envelope)
