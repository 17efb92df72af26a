"""Judge 4's calls of KMS."""

from __future__ import annotations

import json

from judges.wire_calls import NO_KEY, Calls
from support.repository import DR_REGION, SOURCE_REGION

def keys(c: Calls) -> str:
    tags = [{"TagKey": "team", "TagValue": "data"}]
    made = c.ok("kms", "CreateKey", Description="Databases", MultiRegion=True, Tags=tags)["KeyMetadata"]
    specs = {"RSA_2048": "SIGN_VERIFY", "HMAC_256": "GENERATE_VERIFY_MAC", "ECC_NIST_P256": "KEY_AGREEMENT"}
    for spec, usage in specs.items():
        other = c.ok("kms", "CreateKey", KeySpec=spec, KeyUsage=usage)["KeyMetadata"]["KeyId"]
        c.ok("kms", "DescribeKey", KeyId=other)
    key = made["KeyId"]
    c.ok("kms", "ReplicateKey", KeyId=key, ReplicaRegion=DR_REGION, Tags=tags, Description="Copies")
    for region in (SOURCE_REGION, DR_REGION):
        c.until(lambda r=region: _state(c, key, r) == "Enabled", "an enabled key")
    c.ok("kms", "CreateAlias", AliasName="alias/databases", TargetKeyId=key)
    c.ok("kms", "DescribeKey", KeyId="alias/databases")
    c.ok("kms", "DescribeKey", KeyId="alias/aws/rds")
    c.ok("kms", "ListAliases")
    c.ok("kms", "ListAliases", KeyId=key)
    page = c.ok("kms", "ListKeys", Limit=1)
    c.ok("kms", "ListKeys", Limit=1, Marker=page["NextMarker"])
    c.ok("kms", "ListResourceTags", KeyId=key)
    policy = c.ok("kms", "GetKeyPolicy", KeyId=key, PolicyName="default")["Policy"]
    c.ok("kms", "PutKeyPolicy", KeyId=key, PolicyName="default", Policy=policy)
    c.ok("kms", "GetKeyRotationStatus", KeyId=key)
    c.ok("kms", "EnableKeyRotation", KeyId=key, RotationPeriodInDays=180)
    c.ok("kms", "GetKeyRotationStatus", KeyId=key)
    c.ok("kms", "DisableKeyRotation", KeyId=key)
    return key


def key_states(c: Calls) -> None:
    primary = c.ok("kms", "CreateKey", MultiRegion=True)["KeyMetadata"]["KeyId"]
    c.ok("kms", "ReplicateKey", KeyId=primary, ReplicaRegion=DR_REGION)
    c.ok("kms", "ScheduleKeyDeletion", KeyId=primary, PendingWindowInDays=7)
    c.ok("kms", "DescribeKey", KeyId=primary)
    c.no("KMSInvalidStateException", "kms", "EnableKey", KeyId=primary)
    c.ok("kms", "CancelKeyDeletion", KeyId=primary)
    c.no("DisabledException", "kms", "EnableKeyRotation", KeyId=primary)
    c.ok("kms", "EnableKey", KeyId=primary)
    c.ok("kms", "DisableKey", KeyId=primary)
    single = c.ok("kms", "CreateKey", Origin="EXTERNAL")["KeyMetadata"]["KeyId"]
    c.no("UnsupportedOperationException", "kms", "EnableKeyRotation", KeyId=single)
    c.no("KMSInvalidStateException", "kms", "EnableKey", KeyId=single)
    c.ok("kms", "ScheduleKeyDeletion", KeyId=single)
    c.ok("kms", "DescribeKey", KeyId=single)


def key_refusals(c: Calls, key: str) -> None:
    arn = f"arn:aws:kms:{SOURCE_REGION}:{c.owner}:key/{key}"
    c.no("NotFoundException", "kms", "DescribeKey", KeyId=NO_KEY)
    c.no("NotFoundException", "kms", "DescribeKey", KeyId=arn, region="eu-west-3")
    c.no("NotFoundException", "kms", "GetKeyPolicy", KeyId=key, PolicyName="mine")
    c.no("NotFoundException", "kms", "DisableKey", KeyId="alias/databases")
    c.no("InvalidArnException", "kms", "DescribeKey", KeyId="arn:aws:kms")
    c.no("AccessDeniedException", "kms", "DescribeKey", KeyId=arn, account=c.other)
    c.no("AlreadyExistsException", "kms", "CreateAlias", AliasName="alias/databases", TargetKeyId=key)
    c.no("NotAuthorizedException", "kms", "CreateAlias", AliasName="alias/aws/mine", TargetKeyId=key)
    c.no("ValidationException", "kms", "CreateAlias", AliasName="databases", TargetKeyId=key)
    c.no("AlreadyExistsException", "kms", "ReplicateKey", KeyId=key, ReplicaRegion=DR_REGION)
    c.no("UnsupportedOperationException", "kms", "ReplicateKey", KeyId=key, ReplicaRegion="eu-west-3", region=DR_REGION)
    c.no("InvalidMarkerException", "kms", "ListKeys", Marker="?")
    c.no("ValidationException", "kms", "ListKeys", Limit=0)
    c.no("SerializationException", "kms", "ListKeys", Limit="ten")
    c.no("TagException", "kms", "CreateKey", Tags=[{"TagKey": "aws:a", "TagValue": "b"}])
    c.no("MalformedPolicyDocumentException", "kms", "CreateKey", Policy="{")
    c.no("LimitExceededException", "kms", "CreateKey", Policy=json.dumps({"Id": "x" * 40_000}))
    c.no("ValidationException", "kms", "CreateKey", KeySpec="ROT_13")
    c.no("ValidationException", "kms", "ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=3)
    c.no("NotSimulated", "kms", "ListGrants", KeyId=key)
    c.no("NotSimulated", "kms", "CreateKey", CustomKeyStoreId="cks-1")


def _state(c: Calls, key: str, region: str) -> str:
    return c.ok("kms", "DescribeKey", KeyId=key, region=region)["KeyMetadata"]["KeyState"]
