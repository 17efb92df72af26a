"""What must be true of the deployed stacks, whatever the templates say: names, ARNs and references that must meet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from support import repository as world
from support.deployment import Deployment, Place, Role, Settings

Fact = tuple[str, list[str]]

WORKFLOW = (
    "PlanRelay",
    "CopyToRegion",
    "CheckRegionCopy",
    "ShareSource",
    "ShareRegionCopy",
    "CopyToAccount",
    "CheckAccountCopy",
    "StopSharing",
    "VerifyCopy",
    "ExplainFailure",
)
FUNCTIONS = ("OnSnapshotCompleted", *WORKFLOW)
PATTERN = {
    "account": [world.SOURCE_ACCOUNT],
    "source": ["aws.rds"],
    "detail-type": ["RDS DB Snapshot Event", "RDS DB Cluster Snapshot Event"],
    "detail": {"SourceType": ["SNAPSHOT", "CLUSTER_SNAPSHOT"]},
}


class Readback:
    """Reads a deployment through AWS's own API."""

    def __init__(self, deployment: Deployment, settings: Settings):
        self._at = deployment
        self._mode = settings.mode
        self._copies = settings.mode == "copy"
        self._region_key = settings.region_key or deployment.relay.outputs["RegionKeyArn"]
        self._key_is_given = settings.region_key is not None
        self._roles = deployment.relay.roles()
        self._machine = deployment.relay.outputs["StateMachineArn"]

    def facts(self) -> Iterator[Fact]:
        """Each fact, and what contradicts it."""
        yield from self._rules()
        yield from self._functions()
        yield from self._state_machine()
        yield from self._every_role()
        yield from self._keys()

    def _rules(self) -> Iterator[Fact]:
        relay = self._at.relay
        function = _function_arn("OnSnapshotCompleted")
        yield from _rule(relay, world.RELAY, "snapshot-events", {"Arn": function}, "dead-letters")
        invoke = json.loads(relay.client("lambda").get_policy(FunctionName=function)["Policy"])["Statement"]
        bus = f"arn:aws:events:{world.DR_REGION}:{world.SOURCE_ACCOUNT}:event-bus/{world.RELAY}"
        rule = f"{bus.replace('event-bus', 'rule')}/{world.RELAY}-snapshot-events"
        yield "that rule alone may invoke OnSnapshotCompleted", _differ(
            [(s["Principal"], s["Action"], [a for c in s["Condition"].values() for a in c.values()]) for s in invoke],
            [({"Service": "events.amazonaws.com"}, "lambda:InvokeFunction", [rule])],
        )

        found = relay.client("events").describe_event_bus(Name=world.RELAY)["Arn"]
        yield "the bus is the output BusArn", _differ((relay.outputs["BusArn"], found), (bus, bus))
        for region, place in self._at.source_regions.items():
            role = self._roles[f"{world.RELAY}-forward-{region}"]
            target = {"Arn": bus, "RoleArn": role.arn}
            yield from _rule(place, "default", "forward-snapshot-events", target, "not-forwarded")
            yield f"the forwarding role of {region} may put events on that bus and nothing else", _differ(
                [(s["Action"], s["Resource"]) for s in role.statements()], [("events:PutEvents", bus)]
            )

    def _functions(self) -> Iterator[Fact]:
        client = self._at.relay.client("lambda")
        found = {f["FunctionName"]: f for f in client.list_functions()["Functions"]}
        yield "the functions are these ten", _differ(sorted(found), sorted(f"{world.RELAY}-{f}" for f in FUNCTIONS))
        groups = {g["logGroupName"]: g for g in self._at.relay.client("logs").describe_log_groups()["logGroups"]}
        for name in FUNCTIONS:
            function = found.get(f"{world.RELAY}-{name}", {})
            yield f"{name} runs its own handler on .NET 10", _differ(
                (function.get("Runtime"), function.get("Handler")),
                ("dotnet10", f"Relay.Functions::Relay.Functions.{name}::HandleAsync"),
            )
            yield f"{name} has its settings", self._settings(function)
            role = self._roles[f"{world.RELAY}-{name}"]
            yield f"{name} has its own role, which Lambda assumes", [
                *_differ(function.get("Role"), role.arn),
                *_differ(_trusted(role), [("lambda.amazonaws.com", {})]),
            ]
            group = groups.get(f"/aws/lambda/{world.RELAY}-{name}", {})
            log = [s["Resource"] for s in role.statements() if s["Sid"] == "WriteLog"]
            yield f"{name} may write to its own log group, which is kept 90 days", [
                *_differ(group.get("retentionInDays"), 90),
                *_differ(log, [group.get("logGroupArn")]),
            ]

    def _settings(self, function: dict[str, Any]) -> list[str]:
        roles = self._at.dr_account.roles() if self._at.dr_account else {}
        outputs = self._at.dr_account.outputs if self._at.dr_account else {}
        expected = {
            "RELAY_NAME": world.RELAY,
            "SOURCE_ACCOUNT_ID": world.SOURCE_ACCOUNT,
            "SOURCE_REGIONS": f"{world.SOURCE_REGION},{world.OTHER_SOURCE_REGION}",
            "REGION_KEY_ID": self._region_key,
            "MODE": self._mode,
            "DR_ACCOUNT_ID": world.DR_ACCOUNT if self._copies else "",
            "ACCOUNT_KEY_ID": outputs.get("AccountKeyArn", ""),
            "COPIER_ROLE_ARN": _arn_of(roles, "copier"),
            "READER_ROLE_ARN": _arn_of(roles, "reader"),
            "EXTERNAL_ID": world.EXTERNAL_ID if self._copies else "",
            "STATE_MACHINE_ARN": self._machine,
            "DIRECT_TO_ACCOUNT": "off",
            "SSE_RDS": "try",
            "OPTION_GROUPS": "",
            "SELECT_TAG": "",
            "SELECT_DATABASES": "*",
            "EXCLUDE_DATABASES": "",
            "SELECT_KINDS": "instance,cluster",
            "SELECT_TYPES": "automated,manual,awsbackup",
            "RECOVERY_POINTS": "off",
            "SOURCE_VAULTS": "",
            "REGION_VAULT_ARN": "",
            "DR_VAULT_ARN": "",
            "BACKUP_ROLE_ARN": "",
            "BACKUP_RESOURCE_TYPES": "RDS,Aurora,DocumentDB,Neptune",
            "RETENTION_DAYS": "35",
            "COLD_STORAGE_AFTER_DAYS": "0",
            "COPIES_IN_PROGRESS": "20",
            "CLUSTER_COPIES_IN_PROGRESS": "5",
            "COPY_DEADLINE_HOURS": "24",
            "SLOT_DEADLINE_HOURS": "24",
        }
        actual = {k: str(v) for k, v in function.get("Environment", {}).get("Variables", {}).items()}
        names = sorted(set(actual) | set(expected))
        return [p for n in names for p in _differ(actual.get(n), expected.get(n), n)]

    def _state_machine(self) -> Iterator[Fact]:
        machine = self._at.relay.client("stepfunctions").describe_state_machine(stateMachineArn=self._machine)
        role = self._roles[f"{world.RELAY}-StateMachine"]
        yield "the state machine has its own role", _differ(machine["roleArn"], role.arn)
        yield "that role is for this very state machine", _differ(
            _trusted(role),
            [
                (
                    "states.amazonaws.com",
                    {
                        "StringEquals": {"aws:SourceAccount": world.SOURCE_ACCOUNT},
                        "ArnLike": {"aws:SourceArn": self._machine},
                    },
                )
            ],
        )
        calls = [s["Resource"] for s in role.statements() if s["Action"] == "lambda:InvokeFunction"]
        yield "it may call the nine functions of the workflow", _differ(calls, [[_function_arn(f) for f in WORKFLOW]])
        states = json.loads(machine["definition"])["States"]
        tasks = {s["Resource"] for s in states.values() if s["Type"] == "Task"}
        yield "its definition calls them", _differ(sorted(tasks), sorted(f"${{{f}Arn}}" for f in WORKFLOW))

    def _every_role(self) -> Iterator[Fact]:
        for place in [p for p in (self._at.relay, self._at.dr_account) if p]:
            for role in place.roles().values():
                documents = json.dumps([role.trust, role.policies])
                # Policy variables would look the same; the templates use none.
                problems = [f"it still has {x}" for x in re.findall(r"\$\{.*?\}|\"Ref\"|\"Fn::\w+\"", documents)]
                path = f"role/snapshot-relay/{world.RELAY}/{world.RELAY}-"
                problems += [] if path in role.arn else [f"its ARN is {role.arn}"]
                yield f"role {role.name} is resolved and has the relay's path", problems

    def _keys(self) -> Iterator[Fact]:
        if not self._key_is_given:
            policy = self._at.relay.key_policy(self._region_key)
            accounts = {s["Principal"]["AWS"] for s in policy["Statement"]}
            expected = {_root(world.SOURCE_ACCOUNT)} | ({_root(world.DR_ACCOUNT)} if self._copies else set())
            yield "the region key is for the source account, in mode copy also for the DR account", _differ(
                accounts, expected
            )
            yield "the region key rotates and has its alias", _key(self._at.relay, self._region_key)
        else:
            yield "no region key is made where one is given", _differ(_customer_aliases(self._at.relay), {})
        if self._at.dr_account:
            key = self._at.dr_account.outputs["AccountKeyArn"]
            accounts = {s["Principal"]["AWS"] for s in self._at.dr_account.key_policy(key)["Statement"]}
            yield "the account key is for the DR account alone", _differ(accounts, {_root(world.DR_ACCOUNT)})
            yield "the account key rotates and has its alias", _key(self._at.dr_account, key)


def _rule(place: Place, bus: str, name: str, target: dict[str, str], queue: str) -> Iterator[Fact]:
    events, about = place.client("events"), f"rule {name} in {place.region}"
    rule = events.describe_rule(Name=f"{world.RELAY}-{name}", EventBusName=bus)
    yield f"{about} is enabled on bus {bus}", _differ((rule["State"], rule["EventBusName"]), ("ENABLED", bus))
    yield f"{about} matches the snapshot events of the source account", _differ(
        json.loads(rule["EventPattern"]), PATTERN
    )
    queues = place.client("sqs")
    url = queues.get_queue_url(QueueName=f"{world.RELAY}-{queue}")["QueueUrl"]
    attributes = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    targets = events.list_targets_by_rule(Rule=f"{world.RELAY}-{name}", EventBusName=bus)["Targets"]
    expected = target | {
        "DeadLetterConfig": {"Arn": attributes["QueueArn"]},
        "RetryPolicy": {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 86400},
    }
    actual = [{k: v for k, v in t.items() if k != "Id"} for t in targets]
    yield f"{about} has its one target, tried for a day and then set aside", _differ(actual, [expected])
    yield f"queue {queue} in {place.region} is encrypted and keeps a fortnight", _differ(
        (attributes["SqsManagedSseEnabled"], attributes["MessageRetentionPeriod"]), ("true", "1209600")
    )
    yield f"queue {queue} in {place.region} is the output DeadLettersUrl", _differ(place.outputs["DeadLettersUrl"], url)


def _key(place: Place, arn: str) -> list[str]:
    kms = place.client("kms")
    rotates = kms.get_key_rotation_status(KeyId=arn.split("/")[1])["KeyRotationEnabled"]
    return _differ((rotates, _customer_aliases(place)), (True, {f"alias/{world.RELAY}": arn.split("/")[1]}))


def _customer_aliases(place: Place) -> dict[str, str]:
    aliases = place.client("kms").list_aliases()["Aliases"]
    return {a["AliasName"]: a["TargetKeyId"] for a in aliases if not a["AliasName"].startswith("alias/aws/")}


def _trusted(role: Role) -> list[tuple[str, dict[str, Any]]]:
    return [(s["Principal"].get("Service"), s.get("Condition", {})) for s in role.trust["Statement"]]


def _function_arn(name: str) -> str:
    return f"arn:aws:lambda:{world.DR_REGION}:{world.SOURCE_ACCOUNT}:function:{world.RELAY}-{name}"


def _root(account: str) -> str:
    return f"arn:aws:iam::{account}:root"


def _arn_of(roles: dict[str, Role], name: str) -> str:
    """The ARN of the one role that a name ends with; empty when there are no roles at all."""
    found = [r.arn for r in roles.values() if r.name.endswith(f"-{name}")]
    return found[0] if found else ""


def _differ(actual: Any, expected: Any, name: str = "") -> list[str]:
    return [] if actual == expected else [f"{name + ' ' if name else ''}is {actual!r}, expected {expected!r}"]
