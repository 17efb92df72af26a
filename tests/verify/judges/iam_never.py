"""What must never be possible, whoever of these asks and however favourable the circumstances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from judges.iam_cast import (
    ACCOUNT_COPY,
    ADMINISTER,
    ADMINISTRATOR,
    ADMINISTRATOR_THERE,
    ADMINISTRATORS,
    DEAD_LETTERS,
    DESTROY,
    GRANT,
    MAY_ASSUME,
    NO_GRANT_OF_AWS,
    ON_SNAPSHOT,
    OTHER_KEYS,
    OUR_TAG,
    PLACES,
    READ,
    REGION_COPY,
    ROLES_HERE,
    ROLES_THERE,
    SOURCE_KEY,
    SOURCE_SNAPSHOT,
    STATE_MACHINE,
    STRANGER,
    TAGGED_ALREADY,
    USE,
    role,
    snapshot,
    through_rds,
)
from judges.iam_world import ACCOUNT_KEY, REGION_KEY, Question
from judges.templates_deployed import FUNCTIONS
from support.repository import DR_ACCOUNT, DR_REGION, RELAY, SOURCE_ACCOUNT, SOURCE_REGION


def never(copies: bool, external_id: str) -> Iterator[Question]:
    """All of it; `copies`: the relay is deployed with a DR account."""
    everyone = [role(r) for r in (*ROLES_HERE, *(ROLES_THERE if copies else ()))]
    yield from _no_change(everyone)
    yield from _no_reading(everyone)
    yield from _no_key_that_is_not_needed(copies)
    yield from _no_other_role(everyone, copies, external_id)
    yield from _no_other_work(everyone, copies)
    yield from _no_service_but_the_right_one()
    if copies:
        yield from _no_administrator_of_the_source_account(external_id)
        yield from _no_one_else_of_the_dr_account()


def _all(
    principals: Iterable[str], actions: Iterable[str], resources: Iterable[str], *contexts: dict[str, Any]
) -> Iterator[Question]:
    """Every principal with every action on every resource, under each of these circumstances."""
    for principal, action, resource, context in product(principals, actions, resources, contexts or ({},)):
        region, account = resource.split(":")[3:5]
        known = {"aws:RequestedRegion": region or DR_REGION, "aws:ResourceAccount": account, **context}
        if not action.endswith("Grant"):
            known.pop("kms:GrantIsForAWSResource", None)
        yield Question(principal, action, resource, known)


def _no_change(everyone: list[str]) -> Iterator[Question]:
    """Nobody deletes, changes or tags a snapshot that exists, here or there, or makes one that is not named ours."""
    destroy = [f"rds:{a}" for a in DESTROY]
    sharers = [role("ShareRegionCopy"), role("StopSharing")]
    names = ("payroll", "rds:payroll-2026-11-20-03-00")
    foreign = [snapshot(a, n) for a in (SOURCE_ACCOUNT, DR_ACCOUNT) for n in names]
    yield from _all(everyone, destroy, [ACCOUNT_COPY, SOURCE_SNAPSHOT, *foreign])
    yield from _all([e for e in everyone if e not in sharers], destroy, [REGION_COPY])
    yield from _all(sharers, [a for a in destroy if "Attribute" not in a], [REGION_COPY])
    yield from _all(everyone, ["rds:CopyDBSnapshot"], [*foreign, snapshot(DR_ACCOUNT, f"{RELAY}-a", SOURCE_REGION)])
    tag = {**OUR_TAG, **TAGGED_ALREADY}
    yield from _all(everyone, ["rds:AddTagsToResource"], [ACCOUNT_COPY, REGION_COPY], tag, TAGGED_ALREADY)
    yield from _all(everyone, ["rds:AddTagsToResource"], [SOURCE_SNAPSHOT, *foreign], OUR_TAG)
    others = {"aws:RequestTag/team": "x", "aws:TagKeys": ["team"]}
    yield from _all(everyone, ["rds:AddTagsToResource"], [ACCOUNT_COPY, REGION_COPY], others)
    databases = [f"arn:aws:rds:{place}:db:orders" for place in PLACES]
    yield from _all(everyone, ["rds:DeleteDBInstance", "rds:ModifyDBInstance", "rds:CreateDBSnapshot"], databases)


def _no_reading(everyone: list[str]) -> Iterator[Question]:
    """Nobody reads a database, its logs, or a snapshot's content."""
    copies = [ACCOUNT_COPY, REGION_COPY, SOURCE_SNAPSHOT]
    yield from _all(everyone, [f"rds:{a}" for a in READ], copies)
    for place in PLACES:
        secret = f"arn:aws:secretsmanager:{place}:secret:orders-AbCdEf"
        yield from _all(everyone, ["rds:DownloadDBLogFilePortion"], [f"arn:aws:rds:{place}:db:orders"])
        yield from _all(everyone, ["rds-db:connect"], [f"arn:aws:rds-db:{place}:dbuser:db-ABCDEFGHIJKL01234/app"])
        yield from _all(everyone, ["rds-data:ExecuteStatement"], [f"arn:aws:rds:{place}:cluster:orders"])
        yield from _all(everyone, ["secretsmanager:GetSecretValue"], [secret])


def _no_key_that_is_not_needed(copies: bool) -> Iterator[Question]:
    """Keys are used by two roles, through RDS alone; whoever only looks at a key only looks; nobody administers one."""
    keys = (SOURCE_KEY, REGION_KEY, *((ACCOUNT_KEY,) if copies else ()))
    users = {SOURCE_KEY: {"CopyToRegion"}, REGION_KEY: {"CopyToRegion", "copier"}, ACCOUNT_KEY: {"copier"}}
    lookers = {SOURCE_KEY: {"PlanRelay"}, REGION_KEY: {"PlanRelay"}, ACCOUNT_KEY: {"reader"}}
    use, names = [f"kms:{a}" for a in USE], (*ROLES_HERE, *(ROLES_THERE if copies else ()))
    for key in keys:
        place = key.split(":")[3]
        for name in names:
            yield from _all([role(name)], [f"kms:{a}" for a in ADMINISTER], [key], through_rds(place), {})
            yield from _all([role(name)], [*use, "kms:CreateGrant"], [key], {}, GRANT)
            yield from _all([role(name)], ["kms:CreateGrant"], [key], {**through_rds(place), **NO_GRANT_OF_AWS})
            if name not in users[key]:
                yield from _all([role(name)], [*use, "kms:CreateGrant"], [key], {**through_rds(place), **GRANT})
            if name not in users[key] | lookers[key]:
                yield from _all([role(name)], ["kms:DescribeKey"], [key], {}, through_rds(place))
    use += ["kms:DescribeKey", "kms:CreateGrant"]
    yield from _all([role(n) for n in names], use, OTHER_KEYS, {**through_rds(), **GRANT})


def _no_other_role(everyone: list[str], copies: bool, external_id: str) -> Iterator[Question]:
    """Nobody assumes a role but those who need it, and they only with the external id."""
    right = {"sts:ExternalId": external_id}
    for target in ROLES_THERE if copies else ():
        may = [role(r) for r in MAY_ASSUME[target]]
        yield from _all([e for e in everyone if e not in may], ["sts:AssumeRole"], [role(target)], right)
        yield from _all(may, ["sts:AssumeRole"], [role(target)], {}, {"sts:ExternalId": "another"})
    others = [*[role(r) for r in ROLES_HERE], ADMINISTRATOR, ADMINISTRATOR_THERE, f"arn:aws:iam::{STRANGER}:role/any"]
    yield from _all(everyone, ["sts:AssumeRole"], others, right)
    if not copies:
        yield from _all(everyone, ["sts:AssumeRole"], [role(r) for r in ROLES_THERE], right)


def _no_other_work(everyone: list[str], copies: bool) -> Iterator[Question]:
    """Nobody starts, stops or calls anything but what its work is, and nobody touches permissions."""
    starters, callers = [role("OnSnapshotCompleted")], [role("StateMachine")]
    execution = STATE_MACHINE.replace("stateMachine", "execution") + ":a"
    yield from _all([e for e in everyone if e not in starters], ["states:StartExecution"], [STATE_MACHINE])
    yield from _all(everyone, ["states:StartExecution"], [f"{STATE_MACHINE}2"])
    yield from _all(everyone, ["states:StopExecution"], [execution])
    yield from _all(everyone, ["states:UpdateStateMachine", "states:DeleteStateMachine"], [STATE_MACHINE])
    functions = [ON_SNAPSHOT.replace("OnSnapshotCompleted", f) for f in FUNCTIONS]
    yield from _all([e for e in everyone if e not in callers], ["lambda:InvokeFunction"], functions)
    yield from _all(callers, ["lambda:InvokeFunction"], [ON_SNAPSHOT, ON_SNAPSHOT + "2"])
    yield from _all(everyone, ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"], functions[:2])
    yield from _all([e for e in everyone if "-forward-" not in e], ["events:PutEvents"], [_bus(RELAY)])
    yield from _all(everyone, ["events:PutEvents"], [_bus("default"), _bus("other")])
    yield from _all([e for e in everyone if e not in starters], ["sqs:SendMessage"], [DEAD_LETTERS])
    yield from _all(everyone, ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"], [DEAD_LETTERS])
    permissions = ("PassRole", "PutRolePolicy", "AttachRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole")
    yield from _all(everyone, [f"iam:{a}" for a in permissions], [role("copier"), role("PlanRelay")])
    for function in FUNCTIONS:
        group = f"arn:aws:logs:{DR_REGION}:{SOURCE_ACCOUNT}:log-group:/aws/lambda/{RELAY}-{function}"
        others = [e for e in everyone if e != role(function)]
        yield from _all(others, ["logs:PutLogEvents"], [f"{group}:log-stream:a"])
        yield from _all(everyone, ["logs:DeleteLogGroup", "logs:PutRetentionPolicy"], [group])
    if not copies:
        yield from _all(everyone, ["rds:ModifyDBSnapshotAttribute"], [REGION_COPY])


def _bus(name: str) -> str:
    return f"arn:aws:events:{DR_REGION}:{SOURCE_ACCOUNT}:event-bus/{name}"


def _no_service_but_the_right_one() -> Iterator[Question]:
    """A service acts for the relay only where the relay asked it to."""
    own = {"aws:SourceAccount": SOURCE_ACCOUNT}
    machine, forward = role("StateMachine"), role(f"forward-{SOURCE_REGION}")
    for service in ("ec2", "states", "events", "rds"):
        yield from _all([f"{service}.amazonaws.com"], ["sts:AssumeRole"], [role(f) for f in FUNCTIONS], own)
    for service in ("lambda", "events", "ec2"):
        for_machine = {**own, "aws:SourceArn": STATE_MACHINE}
        yield from _all([f"{service}.amazonaws.com"], ["sts:AssumeRole"], [machine], for_machine)
    for service in ("lambda", "states", "ec2"):
        yield from _all([f"{service}.amazonaws.com"], ["sts:AssumeRole"], [forward], own)
    stranger = {"aws:SourceAccount": STRANGER, "aws:SourceArn": STATE_MACHINE.replace(SOURCE_ACCOUNT, STRANGER)}
    another = {**own, "aws:SourceArn": f"{STATE_MACHINE}2"}
    yield from _all(["states.amazonaws.com"], ["sts:AssumeRole"], [machine], stranger, another)
    yield from _all(["events.amazonaws.com"], ["sts:AssumeRole"], [forward], {"aws:SourceAccount": STRANGER})
    rule = f"arn:aws:events:{DR_REGION}:{SOURCE_ACCOUNT}:rule/{RELAY}/another"
    for action, resource in (("lambda:InvokeFunction", ON_SNAPSHOT), ("sqs:SendMessage", DEAD_LETTERS)):
        yield from _all(["events.amazonaws.com"], [action], [resource], {**own, "aws:SourceArn": rule}, {})
        right = {**own, "aws:SourceArn": f"{rule.rsplit('/', 1)[0]}/{RELAY}-snapshot-events"}
        yield from _all(["s3.amazonaws.com", "sns.amazonaws.com"], [action], [resource], right)


def _no_administrator_of_the_source_account(external_id: str) -> Iterator[Question]:
    """An administrator there has no way into the DR account, under whatever name; through the roles see all above."""
    there = [role(r) for r in ROLES_THERE]
    right = {"sts:ExternalId": external_id}
    yield from _all(ADMINISTRATORS[:-2], ["sts:AssumeRole"], [*there, ADMINISTRATOR_THERE], right)
    use = [f"kms:{a}" for a in (*USE, *ADMINISTER, "DescribeKey", "CreateGrant")]
    yield from _all(ADMINISTRATORS[:-2], use, [ACCOUNT_KEY], {**through_rds(), **GRANT}, {})


def _no_one_else_of_the_dr_account() -> Iterator[Question]:
    """The region key lets in the relay's roles of the DR account, and they only through RDS."""
    use = [f"kms:{a}" for a in (*USE, *ADMINISTER, "DescribeKey", "CreateGrant")]
    yield from _all(ADMINISTRATORS[-2:], use, [REGION_KEY], {**through_rds(), **GRANT}, {})
