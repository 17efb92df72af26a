"""What must be true of the deployed stacks, whatever the templates say: names, ARNs and references that must meet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from support import repository as world
from support.deployment import SOURCE_VAULT, Deployment, Place, Role, Settings

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
KEEPERS = ("MeasureRecoverability", "PruneCopies")
"""In both accounts."""
FUNCTIONS = ("OnSnapshotCompleted", *WORKFLOW, "Reconcile", "Doctor", "ExplainStop", *KEEPERS)
DELETING = {"rds:DeleteDBSnapshot", "rds:DeleteDBClusterSnapshot"}
PATTERNS = {
    "snapshot-events": {
        "account": [world.SOURCE_ACCOUNT],
        "source": ["aws.rds"],
        "detail-type": ["RDS DB Snapshot Event", "RDS DB Cluster Snapshot Event"],
        "detail": {"SourceType": ["SNAPSHOT", "CLUSTER_SNAPSHOT"]},
    },
    "backup-events": {
        "account": [world.SOURCE_ACCOUNT],
        "source": ["aws.backup"],
        "detail-type": ["Backup Job State Change"],
    },
    "canary-events": {
        "account": [world.SOURCE_ACCOUNT],
        "source": ["snapshot-relay.canary"],
        "detail-type": ["Snapshot Relay Canary"],
        "detail": {"relay": [world.RELAY]},
    },
}
ALARM = {
    "account": [world.SOURCE_ACCOUNT],
    "source": ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    "detail": {"alarmName": [f"{world.RELAY}-not-forwarded"], "state": {"value": ["ALARM"]}},
}
FORWARDED = PATTERNS | {"alarms": ALARM}


def _of_executions(*status: str) -> dict[str, Any]:
    machine = f"arn:aws:states:{world.DR_REGION}:{world.SOURCE_ACCOUNT}:stateMachine:{world.RELAY}"
    return {
        "account": [world.SOURCE_ACCOUNT],
        "source": ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        "detail": {"stateMachineArn": [machine], "status": list(status)},
    }


# What the topic tells, of stopped relays through ExplainStop: the rule's bus and its pattern.
TOLD = {
    "failed-relays": ("default", _of_executions("FAILED")),
    "stopped-relays": ("default", _of_executions("TIMED_OUT", "ABORTED")),
    "source-region-alarms": (world.RELAY, ALARM),
    "function-messages": (
        world.RELAY,
        {
            "account": [world.SOURCE_ACCOUNT],
            "source": ["lambda"],
            "detail-type": ["Lambda Function Invocation Result - Success"],
            "detail": {"responsePayload": {"message": [{"exists": True}]}},
        },
    ),
}
SHARING = {"rds:ModifyDBSnapshotAttribute", "rds:ModifyDBClusterSnapshotAttribute"}


class Readback:
    """Reads a deployment through AWS's own API."""

    def __init__(self, deployment: Deployment, settings: Settings):
        self._at = deployment
        self._with = settings
        self._region_key = settings.region_key or deployment.relay.outputs["RegionKeyArn"]
        self._key_is_given = settings.region_key is not None
        self._roles = deployment.relay.roles()
        self._machine = deployment.relay.outputs["StateMachineArn"]

    def facts(self) -> Iterator[Fact]:
        """Each fact, and what contradicts it."""
        yield from self._rules()
        yield from self._functions()
        yield from self._keepers_there()
        yield from self._deleting()
        yield from self._state_machine()
        yield from self._every_role()
        yield from self._keys()
        yield from self._source_snapshots()
        yield from self._aws_backup()

    def _rules(self) -> Iterator[Fact]:
        relay = self._at.relay
        function = _function_arn("OnSnapshotCompleted")
        names = [n for n in PATTERNS if n != "backup-events" or self._with.recovery_points != "off"]
        for name in names:
            yield from _rule(relay, world.RELAY, name, {"Arn": function}, "dead-letters", PATTERNS[name])
        topic = relay.outputs["NotificationsArn"]
        yield "the topic is the output NotificationsArn", _differ(
            [topic], [t["TopicArn"] for t in relay.client("sns").list_topics()["Topics"]]
        )
        for name, (on, pattern) in TOLD.items():
            target = _function_arn("ExplainStop") if name == "stopped-relays" else topic
            yield from _rule(relay, on, name, {"Arn": target}, "dead-letters", pattern)
        invoke = json.loads(relay.client("lambda").get_policy(FunctionName=function)["Policy"])["Statement"]
        bus = f"arn:aws:events:{world.DR_REGION}:{world.SOURCE_ACCOUNT}:event-bus/{world.RELAY}"
        rules = [f"{bus.replace('event-bus', 'rule')}/{world.RELAY}-{name}" for name in names]
        yield "these rules alone may invoke OnSnapshotCompleted", _differ(
            sorted(a for s in invoke for c in s["Condition"].values() for a in c.values()), sorted(rules)
        )
        yield "and only by way of EventBridge", _differ(
            {(s["Principal"]["Service"], s["Action"]) for s in invoke},
            {("events.amazonaws.com", "lambda:InvokeFunction")},
        )

        found = relay.client("events").describe_event_bus(Name=world.RELAY)["Arn"]
        yield "the bus is the output BusArn", _differ((relay.outputs["BusArn"], found), (bus, bus))
        for region, place in self._at.source_regions.items():
            role = self._roles[f"{world.RELAY}-forward-{region}"]
            target = {"Arn": bus, "RoleArn": role.arn}
            for name, pattern in FORWARDED.items():
                yield from _rule(place, "default", f"forward-{name}", target, "not-forwarded", pattern)
            yield f"the forwarding role of {region} may put events on that bus and nothing else", _differ(
                [(s["Action"], s["Resource"]) for s in role.statements()], [("events:PutEvents", bus)]
            )

    def _functions(self) -> Iterator[Fact]:
        client = self._at.relay.client("lambda")
        found = {f["FunctionName"]: f for f in client.list_functions()["Functions"]}
        yield "the functions are these", _differ(sorted(found), sorted(f"{world.RELAY}-{f}" for f in FUNCTIONS))
        groups = {g["logGroupName"]: g for g in self._at.relay.client("logs").describe_log_groups()["logGroups"]}
        for name in FUNCTIONS:
            function = found.get(f"{world.RELAY}-{name}", {})
            yield f"{name} runs its own handler on .NET 10", _differ(
                (function.get("Runtime"), function.get("Handler")),
                ("dotnet10", f"Relay.Functions::Relay.Functions.{name}::HandleAsync"),
            )
            yield f"{name} has its settings", self._settings(function, name)
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

    def _keepers_there(self) -> Iterator[Fact]:
        """What measures and prunes in the DR account hangs on that account alone."""
        if not self._at.dr_account:
            return
        client, outputs = self._at.dr_account.client("lambda"), self._at.dr_account.outputs
        found = {f["FunctionName"].removeprefix(f"{world.RELAY}-"): f for f in client.list_functions()["Functions"]}
        yield "the functions of the DR account are these", _differ(sorted(found), sorted(KEEPERS))
        topic = {"Arn": outputs["NotificationsArn"]}
        pattern = TOLD["function-messages"][1] | {"account": [world.DR_ACCOUNT]}
        yield from _rule(self._at.dr_account, world.RELAY, "function-messages", topic, "dead-letters", pattern)
        expected = {
            "RELAY_NAME": world.RELAY,
            "SOURCE_ACCOUNT_ID": world.SOURCE_ACCOUNT,
            "ACCOUNT_ID": world.DR_ACCOUNT,
            "COPY_KEY_ID": outputs["AccountKeyArn"],
            "COPY_VAULT": world.RELAY if self._with.jobs else "",
            "COPIES_END": "here",
            "RETENTION_DAYS": "35",
            "MINIMUM_AGE_DAYS": "7",
            "RECOVERABILITY_OBJECTIVE_HOURS": "30",
            "RETIRED_DATABASES": "",
            "AWS_LAMBDA_HANDLER_LOG_FORMAT": "Unformatted",
        }
        for name, function in found.items():
            yield f"{name} there has its settings", _settings_differ(function, expected)
            role = self._at.dr_account.roles()[f"{world.RELAY}-{name}"]
            yield f"{name} there has its own role, which Lambda alone assumes", [
                *_differ(function["Role"], role.arn),
                *_differ(_trusted(role), [("lambda.amazonaws.com", {})]),
            ]
            yield f"{name} there may be invoked by nobody from elsewhere", _policies_of(client, name)

    def _deleting(self) -> Iterator[Fact]:
        """Copies are deleted by PruneCopies, each account's own by its own, if they have the name and the tag."""
        for place in [p for p in (self._at.relay, self._at.dr_account) if p]:
            account = world.SOURCE_ACCOUNT if place is self._at.relay else world.DR_ACCOUNT
            deleting = [
                (role.name, s["Resource"], s.get("Condition"))
                for role in place.roles().values()
                for s in role.statements()
                if DELETING & set(_list(s["Action"])) and not role.name.endswith("-backup-copier")
            ]
            own = f"arn:aws:rds:{world.DR_REGION}:{account}"
            kinds = [f"{own}:{kind}:{world.RELAY}-*" for kind in ("snapshot", "cluster-snapshot")]
            ours = {"StringEquals": {"aws:ResourceTag/snapshot-relay:relay": world.RELAY}}
            yield f"account {account} deletes its own tagged copies, by PruneCopies", _differ(
                deleting, [(f"{world.RELAY}-PruneCopies", kinds, ours)]
            )

    def _settings(self, function: dict[str, Any], name: str) -> list[str]:
        roles = self._at.dr_account.roles() if self._at.dr_account else {}
        outputs = self._at.dr_account.outputs if self._at.dr_account else {}
        expected = {
            "RELAY_NAME": world.RELAY,
            "SOURCE_ACCOUNT_ID": world.SOURCE_ACCOUNT,
            "SOURCE_REGIONS": f"{world.SOURCE_REGION},{world.OTHER_SOURCE_REGION}",
            "REGION_KEY_ID": self._region_key,
            "MODE": self._with.mode,
            "DR_ACCOUNT_ID": world.DR_ACCOUNT if self._with.shares else "",
            "ACCOUNT_KEY_ID": outputs.get("AccountKeyArn", ""),
            "COPIER_ROLE_ARN": _arn_of(roles, "copier"),
            "READER_ROLE_ARN": _arn_of(roles, "reader"),
            "EXTERNAL_ID": world.EXTERNAL_ID if self._with.copies else "",
            "STATE_MACHINE_ARN": self._machine,
            "DIRECT_TO_ACCOUNT": "on" if self._with.direct else "off",
            "SSE_RDS": "try",
            "OPTION_GROUPS": "",
            "SELECT_TAG": "",
            "SELECT_DATABASES": "*",
            "EXCLUDE_DATABASES": "",
            "SELECT_KINDS": "instance,cluster",
            "SELECT_TYPES": "automated,manual,awsbackup",
            "RECOVERY_POINTS": self._with.recovery_points,
            "SOURCE_VAULTS": SOURCE_VAULT if self._with.jobs else "",
            "REGION_VAULT_ARN": _vault(world.SOURCE_ACCOUNT) if self._with.jobs else "",
            "DR_VAULT_ARN": outputs.get("VaultArn", ""),
            "BACKUP_ROLE_ARN": _arn_of(self._roles, "backup-copier"),
            "BACKUP_RESOURCE_TYPES": self._with.resource_types,
            "RETENTION_DAYS": "35",
            "COLD_STORAGE_AFTER_DAYS": "0",
            "COPIES_IN_PROGRESS": "20",
            "CLUSTER_COPIES_IN_PROGRESS": "5",
            "COPY_DEADLINE_HOURS": "24",
            "SLOT_DEADLINE_HOURS": "24",
            "RECONCILE_WINDOW_HOURS": "48",
            "RECONCILE_STARTS": "200",
            "RECOVERABILITY_OBJECTIVE_HOURS": "30",
            "AWS_LAMBDA_HANDLER_LOG_FORMAT": "Unformatted",
        }
        if name in KEEPERS:
            ends_here = self._with.mode != "copy"
            expected |= {
                "ACCOUNT_ID": world.SOURCE_ACCOUNT,
                "COPY_KEY_ID": self._region_key,
                "COPY_VAULT": world.RELAY if self._with.jobs and ends_here else "",
                "COPIES_END": "here" if ends_here else "dr-account",
                "MINIMUM_AGE_DAYS": "7",
                "RETIRED_DATABASES": "",
            }
        return _settings_differ(function, expected)

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
        yield "it may call the functions of the workflow", _differ(calls, [[_function_arn(f) for f in WORKFLOW]])
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
            expected = {_root(world.SOURCE_ACCOUNT)} | ({_root(world.DR_ACCOUNT)} if self._with.shares else set())
            yield "the region key is for the source account, and for the DR account where there is one", _differ(
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

    def _source_snapshots(self) -> Iterator[Fact]:
        """The right to share production snapshots is there while the setting is on, and not a moment longer."""
        sharing = {
            role.name.removeprefix(f"{world.RELAY}-")
            for role in self._at.relay.roles().values()
            for s in role.statements()
            if SHARING & set(_list(s["Action"])) and any(r.endswith("snapshot:*") for r in _list(s["Resource"]))
        }
        yield "source snapshots are shared by these functions while DirectToAccount is on, else by none", _differ(
            sharing, {"ShareSource", "StopSharing", "Reconcile"} if self._with.direct else set()
        )

    def _aws_backup(self) -> Iterator[Fact]:
        roles = {n: r for n, r in self._roles.items() if n.endswith("-backup-copier")}
        yield "AWS Backup has a role to copy with while it copies", _differ(len(roles), int(self._with.jobs))
        for role in roles.values():
            vaults = [_vault(world.SOURCE_ACCOUNT), *([_vault(world.DR_ACCOUNT)] if self._with.copies else [])]
            into = [s["Resource"] for s in role.statements() if "backup:CopyIntoBackupVault" in s["Action"]]
            yield "AWS Backup assumes it", _differ(_trusted(role), [("backup.amazonaws.com", {})])
            yield "it copies into the vaults that the functions know", _differ(into, [vaults])
        passing = {r.name for r in self._roles.values() for s in r.statements() if s["Action"] == "iam:PassRole"}
        expected = ["CopyToRegion", *(["CopyToAccount"] if self._with.copies else [])] if self._with.jobs else []
        yield "who starts copy jobs passes it", _differ(passing, {f"{world.RELAY}-{f}" for f in expected})


def _settings_differ(function: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    actual = {k: str(v) for k, v in function.get("Environment", {}).get("Variables", {}).items()}
    names = sorted(set(actual) | set(expected))
    return [p for n in names for p in _differ(actual.get(n), expected.get(n), n)]


def _policies_of(client: Any, name: str) -> list[str]:
    try:
        return [f"it has the policy {client.get_policy(FunctionName=f'{world.RELAY}-{name}')['Policy']}"]
    except client.exceptions.ResourceNotFoundException:
        return []


def _rule(
    place: Place, bus: str, name: str, target: dict[str, str], queue: str, pattern: dict[str, Any]
) -> Iterator[Fact]:
    events, about = place.client("events"), f"rule {name} in {place.region}"
    rule = events.describe_rule(Name=f"{world.RELAY}-{name}", EventBusName=bus)
    yield f"{about} is enabled on bus {bus}", _differ((rule["State"], rule["EventBusName"]), ("ENABLED", bus))
    yield f"{about} matches the events of the source account", _differ(
        json.loads(rule["EventPattern"]), pattern
    )
    queues = place.client("sqs")
    url = queues.get_queue_url(QueueName=f"{world.RELAY}-{queue}")["QueueUrl"]
    attributes = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    targets = events.list_targets_by_rule(Rule=f"{world.RELAY}-{name}", EventBusName=bus)["Targets"]
    expected = target | {
        "DeadLetterConfig": {"Arn": attributes["QueueArn"]},
        "RetryPolicy": {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 86400},
    }
    actual = [{k: v for k, v in t.items() if k not in ("Id", "InputTransformer")} for t in targets]
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


def _vault(account: str) -> str:
    return f"arn:aws:backup:{world.DR_REGION}:{account}:backup-vault:{world.RELAY}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _arn_of(roles: dict[str, Role], name: str) -> str:
    """The ARN of the one role that a name ends with; empty when there is none."""
    found = [r.arn for r in roles.values() if r.name.endswith(f"-{name}")]
    return found[0] if found else ""


def _differ(actual: Any, expected: Any, name: str = "") -> list[str]:
    return [] if actual == expected else [f"{name + ' ' if name else ''}is {actual!r}, expected {expected!r}"]
