"""Judge 4's calls of RDS that are about option groups, and about copies of what they encrypt."""

from __future__ import annotations

from judges.wire_calls import Calls
from judges.wire_rds import INSTANCE
from support.repository import DR_REGION, SOURCE_REGION

_ORACLE = {"EngineName": "oracle-ee", "MajorEngineVersion": "19"}


def option_groups(c: Calls, key: str) -> None:
    for region in (SOURCE_REGION, DR_REGION):
        made = {"OptionGroupName": "with-tde", "OptionGroupDescription": "TDE"} | _ORACLE
        c.ok("rds", "CreateOptionGroup", region=region, **made)
    c.no("OptionGroupAlreadyExistsFault", "rds", "CreateOptionGroup", **made)
    c.no("InvalidParameterValue", "rds", "CreateOptionGroup", **(made | {"OptionGroupName": "a--b"}))
    c.no("InvalidParameterValue", "rds", "CreateOptionGroup", **(made | {"EngineName": "abacus"}))
    options = [{"OptionName": "TDE"}, {"OptionName": "STATSPACK"}]
    c.ok("rds", "ModifyOptionGroup", OptionGroupName="with-tde", OptionsToInclude=options, ApplyImmediately=True)
    c.ok("rds", "ModifyOptionGroup", OptionGroupName="with-tde", OptionsToRemove=["STATSPACK"])
    permanent = {"OptionGroupName": "with-tde", "OptionsToRemove": ["TDE"]}
    c.no("InvalidOptionGroupStateFault", "rds", "ModifyOptionGroup", **permanent)
    gone = {"OptionGroupName": "none"}
    c.no("OptionGroupNotFoundFault", "rds", "ModifyOptionGroup", OptionsToRemove=["TDE"], **gone)
    c.no("OptionGroupNotFoundFault", "rds", "DescribeOptionGroups", **gone)
    c.ok("rds", "DescribeAccountAttributes")
    c.ok("rds", "DescribeOptionGroups")
    c.ok("rds", "DescribeOptionGroups", OptionGroupName="with-tde")
    c.ok("rds", "DescribeOptionGroups", OptionGroupName="default:postgres-17")
    c.ok("rds", "DescribeOptionGroups", MaxRecords=20, **_ORACLE)
    c.no("InvalidParameterCombination", "rds", "DescribeOptionGroups", OptionGroupName="with-tde", **_ORACLE)
    _encrypted_by_options(c, key)


def _encrypted_by_options(c: Calls, key: str) -> None:
    oracle = INSTANCE | {"DBInstanceIdentifier": "oracle", "Engine": "oracle-ee"}
    encrypted = oracle | {"StorageEncrypted": True, "KmsKeyId": key, "OptionGroupName": "with-tde"}
    c.no("OptionGroupNotFoundFault", "rds", "CreateDBInstance", **(encrypted | {"OptionGroupName": "none"}))
    other = INSTANCE | {"DBInstanceIdentifier": "a", "OptionGroupName": "with-tde"}
    c.no("InvalidParameterCombination", "rds", "CreateDBInstance", **other)
    c.ok("rds", "CreateDBInstance", **encrypted)
    c.until(lambda: _status(c, "oracle") == "available", "an instance of Oracle")
    c.ok("rds", "CreateDBSnapshot", DBInstanceIdentifier="oracle", DBSnapshotIdentifier="oracle-1")
    wanted = {"DBSnapshotIdentifier": "oracle-1"}
    c.until(
        lambda: c.ok("rds", "DescribeDBSnapshots", **wanted)["DBSnapshots"][0]["Status"] == "available", "its snapshot"
    )
    share = wanted | {"AttributeName": "restore", "ValuesToAdd": [c.other]}
    c.no("InvalidParameterCombination", "rds", "ModifyDBSnapshotAttribute", **share)
    copy = {
        "region": DR_REGION,
        "SourceDBSnapshotIdentifier": f"arn:aws:rds:{SOURCE_REGION}:{c.owner}:snapshot:oracle-1",
        "TargetDBSnapshotIdentifier": "oracle-copy",
        "KmsKeyId": key,
    }
    c.no("InvalidParameterValue", "rds", "CopyDBSnapshot", **copy)
    c.no("InvalidParameterValue", "rds", "CopyDBSnapshot", OptionGroupName="with-tde", **copy)
    c.no("OptionGroupNotFoundFault", "rds", "CopyDBSnapshot", OptionGroupName="none", **copy)
    there = {"OptionGroupName": "with-tde", "OptionsToInclude": [{"OptionName": "TDE"}], "ApplyImmediately": True}
    c.ok("rds", "ModifyOptionGroup", region=DR_REGION, **there)
    c.ok("rds", "CopyDBSnapshot", OptionGroupName="with-tde", **copy)


def _status(c: Calls, name: str) -> str:
    return c.ok("rds", "DescribeDBInstances", DBInstanceIdentifier=name)["DBInstances"][0]["DBInstanceStatus"]
