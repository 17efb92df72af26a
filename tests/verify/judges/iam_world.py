"""The policies of a deployment as plain data, and the questions that can be asked of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from support import node
from support import repository as world
from support.deployment import DATABASES, Deployment, Place, Settings, deployed
from support.sources import Sources

Json = dict[str, Any]

# Key ids differ from run to run; here they are these.
REGION_KEY = f"arn:aws:kms:{world.DR_REGION}:{world.SOURCE_ACCOUNT}:key/00000000-0000-4000-8000-000000000001"
ACCOUNT_KEY = f"arn:aws:kms:{world.DR_REGION}:{world.DR_ACCOUNT}:key/00000000-0000-4000-8000-000000000002"
DR_VAULT = f"arn:aws:backup:{world.DR_REGION}:{world.DR_ACCOUNT}:backup-vault:{world.RELAY}"
SERVICE_ROLE = f"arn:aws:iam::{world.DR_ACCOUNT}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
# The part of AWSBackupServiceRolePolicyForBackup that is asked about (AWS Backup Developer Guide, Managed policies).
OF_AWS = "AWSBackupServiceRolePolicyForBackup"
FOR_OTHER_TYPES = {
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Copy", "Effect": "Allow", "Action": "backup:CopyFromBackupVault", "Resource": "*"},
        {
            "Sid": "Grant",
            "Effect": "Allow",
            "Action": "kms:CreateGrant",
            "Resource": "*",
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        },
    ],
}
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

_ACCOUNTS = (world.SOURCE_ACCOUNT, world.DR_ACCOUNT)


@dataclass(frozen=True)
class Question:
    """May a principal do this?"""

    principal: str
    action: str
    resource: str
    context: Json = field(default_factory=dict)
    kept_in: str = ""
    """A vault, whose access policy decides on what is in it too."""

    def __str__(self) -> str:
        context = ", ".join(f"{k}={v}" for k, v in sorted(self.context.items()))
        place = f" in {self.kept_in}" if self.kept_in else ""
        return f"{self.principal} {self.action} {self.resource}{place}{f' with {context}' if context else ''}"


@dataclass(frozen=True)
class Answer:
    """What IAM says, and by which statements."""

    question: Question
    allowed: bool
    decision: str
    ignored: tuple[str, ...]
    by: tuple[Json, ...]


@dataclass(frozen=True)
class World:
    """Who has which policies. Names: the ARN of a role, `trust ARN`, or the ARN of a key, function or queue."""

    identity: Mapping[str, Mapping[str, Json]]
    resource: Mapping[str, Json]

    def with_keys(self, policies: Mapping[str, Json]) -> World:
        """With the policies of further keys."""
        return replace(self, resource={**policies, **self.resource})

    def with_administrator(self, arn: str) -> World:
        """With a principal that its account lets do everything."""
        return replace(self, identity={**self.identity, arn: {f"{arn} everything": EVERYTHING}})

    def require_known(self, question: Question) -> None:
        """Fails where a denial would mean nothing: a role of the relay, or its trust, is not there by that name."""
        ours = f":role/snapshot-relay/{world.RELAY}/"
        if ours in question.principal and world.RELAY in question.principal.split(ours)[1]:
            if question.principal not in self.identity and question.principal.split(":")[4] in _ACCOUNTS:
                raise LookupError(f"there is no {question.principal}")
        if question.action.startswith("kms:") and question.resource not in self.resource:
            raise LookupError(f"{question.resource} has no policy")

    def ask(self, questions: Iterable[Question]) -> list[Answer]:
        """Decides all of them."""
        asked = list(questions)
        policies = {n: p for of in self.identity.values() for n, p in of.items()} | dict(self.resource)
        wire = {"policies": policies, "questions": [self._wire(q) for q in asked]}
        return [
            Answer(q, a["decision"] == "Allowed", a["decision"], tuple(a["ignored"]), tuple(a["by"]))
            for q, a in zip(asked, node.run("judges/iam.mjs", wire), strict=True)
        ]

    def _wire(self, question: Question) -> Json:
        service = question.action.split(":")[0]
        name = f"trust {question.resource}" if service == "sts" else question.kept_in or question.resource
        caller = question.principal.split(":")[4] if question.principal.startswith("arn:") else None
        # RDS has no resource policies: across accounts its own sharing decides, and IAM only what the caller may.
        owner = question.resource.split(":")[4] if service != "rds" and question.resource != "*" else caller
        context = {"aws:PrincipalArn": question.principal, "aws:PrincipalAccount": caller} if caller else {}
        return {
            "principal": question.principal,
            "action": question.action,
            "resource": question.resource,
            "account": owner or caller,
            "context": {**context, **question.context},
            "identity": list(self.identity.get(question.principal, {})),
            "resourcePolicy": name if name in self.resource else None,
        }


def world_of(sources: Sources, settings: Settings) -> World:
    """The policies of all stacks, deployed so; the keys by the ids above, whatever moto called them."""
    with deployed(sources, settings) as deployment:
        identity: dict[str, Mapping[str, Json]] = {}
        resource = _function_policies(deployment.relay, settings.relay)
        for place in [p for p in (deployment.relay, deployment.dr_account) if p]:
            for role in place.roles().values():
                # Both accounts have functions that keep copies, with roles of the same names.
                twin = role.arn.replace(world.DR_ACCOUNT, world.SOURCE_ACCOUNT)
                there = "DR account's " if twin != role.arn and twin in identity else ""
                identity[role.arn] = {f"{there}{role.name}/{name}": d for name, d in role.policies.items()}
                resource[f"trust {role.arn}"] = role.trust
        keys = _keys(deployment, settings)
        for place, arn in keys:
            resource[arn] = place.key_policy(arn)
        resource |= _queue_policies(deployment) | _topic_policies(deployment)
        if settings.jobs and settings.resource_types != DATABASES:
            copier = next(arn for arn in identity if arn.endswith("-backup-copier"))
            identity[copier] = {**identity[copier], OF_AWS: FOR_OTHER_TYPES}
        if deployment.dr_account and settings.jobs:
            resource |= _vault_policies(deployment.dr_account)
            # What it may do, AWS's own policy says; ours decide which keys and vaults it gets at.
            identity[SERVICE_ROLE] = {f"{SERVICE_ROLE} everything": EVERYTHING}
    # CloudFormation's Arn of a log group ends with :* (its user guide, AWS::Logs::LogGroup), moto's does not.
    identity = json.loads(re.sub(r'(:log-group:[^":]+)"', r'\1:*"', json.dumps(identity)))
    names = {arn: ACCOUNT_KEY if world.DR_ACCOUNT in arn else REGION_KEY for _, arn in keys}
    return renamed(World(identity, resource), names)


def _keys(deployment: Deployment, settings: Settings) -> list[tuple[Place, str]]:
    """The keys that the stacks made: the region key unless one was given, the account key in mode copy."""
    made = [] if settings.region_key else [(deployment.relay, deployment.relay.outputs["RegionKeyArn"])]
    dr_account = deployment.dr_account
    return made + ([(dr_account, dr_account.outputs["AccountKeyArn"])] if dr_account else [])


def renamed(found: World, names: Mapping[str, str]) -> World:
    """With other key ARNs, wherever they stand."""
    text = json.dumps([found.identity, found.resource])
    for old, new in names.items():
        text = text.replace(old, new)
    return World(*json.loads(text))


def _function_policies(place: Place, relay: str) -> dict[str, Json]:
    """Of the functions that events invoke."""
    functions, policies = place.client("lambda"), {}
    for name in ("OnSnapshotCompleted", "ExplainStop"):
        arn = functions.get_function(FunctionName=f"{relay}-{name}")["Configuration"]["FunctionArn"]
        policies[arn] = policy = json.loads(functions.get_policy(FunctionName=arn)["Policy"])
        for statement in policy["Statement"]:
            statement.pop("FunctionName", None)  # moto adds it; it is no element of a policy.
            # moto's is random.
            statement["Sid"] = json.dumps(statement["Condition"]).rsplit(f"{relay}-", 1)[1].split('"')[0]
    return policies


def _queue_policies(deployment: Deployment) -> dict[str, Json]:
    """moto deploys no queue policies."""
    policies = {}
    places = (deployment.dr_account, deployment.relay, *deployment.source_regions.values())
    for place in [p for p in places if p]:
        properties, queues = place.left_out("DeadLettersPolicy"), place.client("sqs")
        assert properties
        for url in properties["Queues"]:
            attributes = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
            policies[attributes["QueueArn"]] = properties["PolicyDocument"]
    return policies


def _topic_policies(deployment: Deployment) -> dict[str, Json]:
    """Nor topic policies."""
    policies = {}
    for place in [p for p in (deployment.relay, deployment.dr_account) if p]:
        properties = place.left_out("NotificationsPolicy")
        assert properties
        policies |= {topic: properties["PolicyDocument"] for topic in properties["Topics"]}
    return policies


def _vault_policies(dr_account: Place) -> dict[str, Json]:
    """Nor vaults."""
    vault = dr_account.left_out("Vault")
    return {DR_VAULT.replace(world.RELAY, vault["BackupVaultName"]): vault["AccessPolicy"]} if vault else {}
