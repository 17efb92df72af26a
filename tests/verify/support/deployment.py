"""The three stacks in moto's CloudFormation: deployed in their order, each in its account and Region, and read back."""

from __future__ import annotations

import ast
import io
import json
import logging
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.loaders import create_loader
from moto import mock_aws
from moto.cloudformation.models import cloudformation_backends
from moto.cloudformation.parsing import clean_json

from support import repository as world
from support.sources import CODE_BUCKET, CODE_KEY, Sources

# The same as its warnings, which are kept.
logging.getLogger("moto").setLevel(logging.ERROR)

# Reading AWS's service models takes longer than all else here, so the sessions share them.
_SERVICE_MODELS = create_loader()

DATABASES = "RDS,Aurora,DocumentDB,Neptune"
SOURCE_VAULT = "prod"
GIVEN_KEY = f"arn:aws:kms:{world.DR_REGION}:{world.SOURCE_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"


@dataclass(frozen=True)
class Role:
    """A role as IAM has it."""

    arn: str
    trust: dict[str, Any]
    policies: dict[str, dict[str, Any]]

    @property
    def name(self) -> str:
        return self.arn.rsplit("/", 1)[1]

    def statements(self) -> list[dict[str, Any]]:
        return [s for policy in self.policies.values() for s in policy["Statement"]]


@dataclass(frozen=True, eq=False)
class Place:
    """An account in a Region, and the outputs of the stack that was deployed there."""

    session: boto3.Session
    outputs: Mapping[str, str]

    @property
    def region(self) -> str:
        return self.session.region_name

    @cache
    def client(self, service: str) -> Any:
        return self.session.client(service)

    @cache
    def roles(self) -> dict[str, Role]:
        """Every role of the account, by name."""
        iam = self.client("iam")
        return {r["RoleName"]: self._role(iam, r) for r in iam.list_roles()["Roles"]}

    @staticmethod
    def _role(iam: Any, role: dict[str, Any]) -> Role:
        names = iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
        documents = {
            n: _document(iam.get_role_policy(RoleName=role["RoleName"], PolicyName=n)["PolicyDocument"]) for n in names
        }
        return Role(role["Arn"], _document(role["AssumeRolePolicyDocument"]), documents)

    def left_out(self, logical_id: str) -> dict[str, Any] | None:
        """The properties, resolved, of a resource that moto can't make; None where a condition leaves it out."""
        account = self.client("sts").get_caller_identity()["Account"]
        stack = next(iter(cloudformation_backends[account][self.region].stacks.values()))
        resource = stack.template_dict["Resources"][logical_id]
        if "Condition" in resource and not stack.resource_map.lazy_condition_map[resource["Condition"]]:
            return None
        properties: dict[str, Any] = _without_holes(clean_json(resource["Properties"], stack.resource_map))
        if re.search(r'"Fn::|"Ref"|\$\{', json.dumps(properties)):
            raise LookupError(f"{logical_id} has references that are not resolved: {properties}")
        return properties

    def key_policy(self, key_arn: str) -> dict[str, Any]:
        return _document(self.client("kms").get_key_policy(KeyId=key_arn.split("/")[1], PolicyName="default")["Policy"])


@dataclass(frozen=True)
class Deployment:
    """All of it."""

    relay: Place
    source_regions: Mapping[str, Place]
    dr_account: Place | None
    not_supported: frozenset[str]
    """Resource types that moto's CloudFormation leaves out."""

    def places(self) -> list[Place]:
        return [self.relay, *self.source_regions.values(), *([self.dr_account] if self.dr_account else [])]


@dataclass(frozen=True)
class Settings:
    """What the stacks are deployed with."""

    mode: str = "copy"
    region_key: str | None = None
    relay: str = world.RELAY
    source_regions: tuple[str, ...] = (world.SOURCE_REGION, world.OTHER_SOURCE_REGION)
    external_id: str = world.EXTERNAL_ID
    direct: bool = False
    recovery_points: str = "off"
    resource_types: str = DATABASES
    dr_account: str = "copies"
    """copies: it can own copies, whatever the mode; shares: copies can be shared with it; none: there is none."""

    @property
    def shares(self) -> bool:
        return self.dr_account != "none"

    @property
    def copies(self) -> bool:
        return self.dr_account == "copies"

    @property
    def alias(self) -> str | None:
        """The alias that the region key was given by."""
        return f"alias/{self.region_key.split('alias/', 1)[1]}" if "alias/" in (self.region_key or "") else None

    @property
    def jobs(self) -> bool:
        return self.recovery_points == "jobs"

    def __str__(self) -> str:
        said = {
            "a key given": self.region_key,
            f"DR account: {self.dr_account}": (self.mode, self.dr_account) != ("copy", "copies"),
            "direct": self.direct,
            f"recovery points {self.recovery_points}": self.recovery_points != "off",
            self.resource_types: self.resource_types != DATABASES,
        }
        return ", ".join([f"mode {self.mode}", *(s for s, holds in said.items() if holds)])


@contextmanager
def deployed(sources: Sources, settings: Settings = Settings()) -> Iterator[Deployment]:
    """Deploys; what moto does not support is left out, what is refused raises."""
    with mock_aws(), warnings.catch_warnings(record=True) as left_out:
        warnings.simplefilter("always")
        dr_account = _deploy_dr_account(sources, settings) if settings.copies else None
        relay = _deploy_relay(sources, settings, dr_account)
        source_regions = {r: _deploy_source_region(sources, settings, r) for r in settings.source_regions}
        yield Deployment(relay, source_regions, dr_account, _types(left_out))


def _deploy_dr_account(sources: Sources, settings: Settings) -> Place:
    parameters = {"SourceAccountId": world.SOURCE_ACCOUNT, "ExternalId": settings.external_id}
    if settings.direct:
        parameters |= {"DirectToAccount": "on", "SourceRegions": ",".join(settings.source_regions)}
    if settings.jobs:
        parameters |= {"BackupVault": "on", "MakeBackupServiceRole": "yes"}
    session = _session(world.DR_ACCOUNT, world.DR_REGION)
    _upload_packages(session, f"{CODE_BUCKET}-there")
    template = json.dumps(_for_moto(sources.translated_dr_account()))
    template = template.replace(f'"{CODE_BUCKET}"', f'"{CODE_BUCKET}-there"')
    return _deploy(session, settings, template, parameters)


def _deploy_relay(sources: Sources, settings: Settings, dr_account: Place | None) -> Place:
    parameters = {"SourceRegions": ",".join(settings.source_regions), "Mode": settings.mode}
    if settings.region_key:
        parameters["RegionKeyId"] = settings.region_key
    if settings.shares:
        parameters["DrAccountId"] = world.DR_ACCOUNT
    if dr_account:
        parameters |= {"AccountKeyId": dr_account.outputs["AccountKeyArn"], "ExternalId": settings.external_id}
    parameters |= {"DirectToAccount": "on"} if settings.direct else {}
    parameters |= {"RecoveryPoints": settings.recovery_points, "BackupResourceTypes": settings.resource_types}
    if settings.jobs:
        parameters |= {"SourceVaults": SOURCE_VAULT}
        parameters |= {"DrVaultArn": dr_account.outputs["VaultArn"]} if dr_account else {}
    session = _session(world.SOURCE_ACCOUNT, world.DR_REGION)
    _upload_packages(session)
    return _deploy(session, settings, json.dumps(_for_moto(sources.translated())), parameters)


def _deploy_source_region(sources: Sources, settings: Settings, region: str) -> Place:
    session = _session(world.SOURCE_ACCOUNT, region)
    parameters = {"RelayRegion": world.DR_REGION}
    return _deploy(session, settings, sources.files[world.SOURCE_REGION_TEMPLATE], parameters)


def _types(left_out: Iterable[warnings.WarningMessage]) -> frozenset[str]:
    said = [re.search(r"Tried to parse (\S+) but it's not supported", str(w.message)) for w in left_out]
    return frozenset(s.group(1) for s in said if s)


def _for_moto(template: dict[str, Any]) -> dict[str, Any]:
    # moto takes the Ref of a bus for an object, not for its name ('EventBus' object has no attribute 'split').
    for resource in template["Resources"].values():
        if resource.get("Properties", {}).get("EventBusName") == {"Ref": "Bus"}:
            resource["Properties"]["EventBusName"] = {"Fn::GetAtt": ["Bus", "Name"]}
    return template


def _session(account: str, region: str) -> boto3.Session:
    # moto takes any role of another account to be assumable; that is its way into that account.
    given = boto3.client("sts", region_name=region).assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/engineer", RoleSessionName="engineer"
    )["Credentials"]
    session = botocore.session.get_session()
    session.register_component("data_loader", _SERVICE_MODELS)
    return boto3.Session(
        given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region, botocore_session=session
    )


def _upload_packages(session: boto3.Session, bucket: str = CODE_BUCKET) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("Relay.Functions.dll", "")
    s3 = session.client("s3")
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": session.region_name})
    s3.put_object(Bucket=bucket, Key=CODE_KEY, Body=package.getvalue())


def _deploy(session: boto3.Session, settings: Settings, body: str, parameters: Mapping[str, str]) -> Place:
    cloudformation = session.client("cloudformation")
    parameters = {"RelayName": settings.relay, **parameters}
    cloudformation.create_stack(
        StackName=settings.relay,
        TemplateBody=body,
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    stack = cloudformation.describe_stacks(StackName=settings.relay)["Stacks"][0]
    return Place(session, {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])})


def _document(policy: Any) -> dict[str, Any]:
    """A policy document; moto gives some as Python text, and leaves a hole where CloudFormation leaves nothing."""
    document = ast.literal_eval(policy) if isinstance(policy, str) and policy.startswith("{'") else policy
    document = json.loads(document) if isinstance(document, str) else document
    return _without_holes(document)


def _without_holes(node: Any) -> Any:
    match node:
        case dict():
            return {k: _without_holes(v) for k, v in node.items() if v is not None}
        case list():
            return [_without_holes(v) for v in node if v]
    return node
