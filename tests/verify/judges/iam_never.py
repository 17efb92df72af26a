"""What must never be possible, whoever of these asks and however favourable the circumstances."""

from __future__ import annotations

from collections.abc import Iterator

from judges.iam_cast import (
    ACCOUNT_COPY,
    ADMINISTER,
    ADMINISTRATOR,
    ADMINISTRATOR_THERE,
    ADMINISTRATORS,
    ALARM,
    DEAD_LETTERS,
    DESTROY,
    DESTROY_CLUSTER,
    GRANT,
    INTENT,
    MARKED,
    MARKING,
    MAY_ASSUME,
    NO_GRANT_OF_AWS,
    NOTIFICATIONS,
    ON_SNAPSHOT,
    OTHER_KEYS,
    OUR_TAG,
    PLACES,
    READ,
    REGION_COPY,
    ROLES_HERE,
    ROLES_THERE,
    SCHEDULE,
    SOURCE_KEY,
    SOURCE_SNAPSHOT,
    STATE_MACHINE,
    STRANGER,
    TAGGED_ALREADY,
    USE,
    cluster,
    role,
    role_there,
    snapshot,
    through_rds,
)
from judges.iam_never_backup import no_other_use_of_aws_backup
from judges.iam_questions import every as _all
from judges.iam_world import ACCOUNT_KEY, REGION_KEY, Question
from judges.templates_deployed import FUNCTIONS, KEEPERS
from support.deployment import Settings
from support.repository import DR_ACCOUNT, DR_REGION, RELAY, SOURCE_ACCOUNT, SOURCE_REGION


def never(settings: Settings) -> Iterator[Question]:
    """All of it, for a relay that is deployed so."""
    names = [*ROLES_HERE, *(["backup-copier"] if settings.jobs else []), *(ROLES_THERE if settings.copies else [])]
    everyone = [role(r) for r in names]
    yield from _no_change(everyone)
    yield from _no_sharing_of_production(everyone, settings.direct)
    yield from _no_reading(everyone)
    yield from _no_key_that_is_not_needed(names, settings)
    yield from _no_other_role(everyone, settings)
    yield from _no_other_work(everyone, settings)
    yield from no_other_use_of_aws_backup(everyone, settings)
    yield from _no_pruning_but_each_account_its_own(everyone, settings)
    yield from _no_service_but_the_right_one()
    if settings.copies:
        yield from _no_administrator_of_the_source_account(settings.external_id)
    if settings.shares:
        yield from _no_more_for_the_dr_account()


def _no_change(everyone: list[str]) -> Iterator[Question]:
    """Nobody deletes, changes or tags a snapshot that exists, here or there, or makes one that is not named ours."""
    destroy = [f"rds:{a}" for a in DESTROY]
    sharers = [role("ShareRegionCopy"), role("StopSharing"), role("Reconcile")]
    names = ("payroll", "rds:payroll-2026-11-20-03-00")
    foreign = [snapshot(a, n) for a in (SOURCE_ACCOUNT, DR_ACCOUNT) for n in names]
    yield from _all(everyone, destroy, [ACCOUNT_COPY, SOURCE_SNAPSHOT, *foreign])
    yield from _all([e for e in everyone if e not in sharers], destroy, [REGION_COPY])
    yield from _all(sharers, [a for a in destroy if "Attribute" not in a], [REGION_COPY])
    of_clusters = [f"rds:{a}" for a in DESTROY_CLUSTER]
    yield from _all(everyone, of_clusters, [cluster(c) for c in (ACCOUNT_COPY, SOURCE_SNAPSHOT, *foreign)])
    yield from _all([e for e in everyone if e not in sharers], of_clusters, [cluster(REGION_COPY)])
    not_ours = [*foreign, snapshot(DR_ACCOUNT, f"{RELAY}-a", SOURCE_REGION)]
    yield from _all(everyone, ["rds:CopyDBSnapshot"], not_ours)
    yield from _all(everyone, ["rds:CopyDBClusterSnapshot"], [cluster(c) for c in not_ours])
    tag = {**OUR_TAG, **TAGGED_ALREADY}
    yield from _all(everyone, ["rds:AddTagsToResource"], [ACCOUNT_COPY, REGION_COPY], tag, TAGGED_ALREADY)
    yield from _all(everyone, ["rds:AddTagsToResource"], [SOURCE_SNAPSHOT, *foreign], OUR_TAG)
    others = {"aws:RequestTag/team": "x", "aws:TagKeys": ["team"]}
    yield from _all(everyone, ["rds:AddTagsToResource"], [ACCOUNT_COPY, REGION_COPY], others)
    databases = [f"arn:aws:rds:{place}:db:orders" for place in PLACES]
    yield from _all(everyone, ["rds:DeleteDBInstance", "rds:ModifyDBInstance", "rds:CreateDBSnapshot"], databases)


def _no_pruning_but_each_account_its_own(everyone: list[str], settings: Settings) -> Iterator[Question]:
    """A copy is deleted by its own account's PruneCopies, if it has the relay's tag; nobody else calls or changes these."""
    pruner, delete = role("PruneCopies"), ["rds:DeleteDBSnapshot"]
    of_clusters = ["rds:DeleteDBClusterSnapshot"]
    foreign = [snapshot(a, "payroll") for a in (SOURCE_ACCOUNT, DR_ACCOUNT)]
    another = {"aws:ResourceTag/snapshot-relay:relay": "another"}
    for actions, seen in ((delete, lambda arn: arn), (of_clusters, cluster)):
        # AWS Backup makes and deletes snapshots of its own on the way.
        others = [e for e in everyone if e not in (pruner, role("backup-copier"))]
        yield from _all(others, actions, [seen(REGION_COPY)], TAGGED_ALREADY)
        yield from _all([pruner], actions, [seen(REGION_COPY)], {}, another)
        not_its_own = [seen(a) for a in (ACCOUNT_COPY, SOURCE_SNAPSHOT, *foreign)]
        yield from _all([pruner], actions, not_its_own, TAGGED_ALREADY)
    if settings.copies:
        own = role_there("PruneCopies")
        for actions, seen in ((delete, lambda arn: arn), (of_clusters, cluster)):
            others = [seen(a) for a in (REGION_COPY, SOURCE_SNAPSHOT, *foreign)]
            yield from _all([own], actions, others, TAGGED_ALREADY)
            yield from _all([own], actions, [seen(ACCOUNT_COPY)], {}, another)
            yield from _all([role_there("MeasureRecoverability")], actions, [seen(ACCOUNT_COPY)], TAGGED_ALREADY)
        functions = [f"arn:aws:lambda:{DR_REGION}:{DR_ACCOUNT}:function:{RELAY}-{k}" for k in KEEPERS]
        change = ("InvokeFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration", "DeleteFunction")
        intruders = [*everyone, *ADMINISTRATORS[:-2]]
        yield from _all(intruders, [f"lambda:{a}" for a in change], functions)
        schedules = [f"arn:aws:scheduler:{DR_REGION}:{DR_ACCOUNT}:schedule/default/{RELAY}-{k}" for k in KEEPERS]
        yield from _all(intruders, ["scheduler:UpdateSchedule", "scheduler:DeleteSchedule"], schedules)


def _no_sharing_of_production(everyone: list[str], direct: bool) -> Iterator[Question]:
    """A source snapshot is shared only while the setting is on, by two functions, when it is marked."""
    share = ["rds:ModifyDBSnapshotAttribute"]
    here, there = SOURCE_SNAPSHOT, snapshot(SOURCE_ACCOUNT, "orders")
    may = [role("ShareSource"), role("StopSharing"), role("Reconcile")] if direct else []
    yield from _all(everyone, share, [here], {}, {f"aws:ResourceTag/{INTENT}": STRANGER})
    yield from _all([e for e in everyone if e not in may], share, [here], MARKED)
    yield from _all(everyone, share, [there, snapshot(SOURCE_ACCOUNT, "orders", "us-west-1")], MARKED)
    marks, unmarks = [[e for e in everyone if e not in some] for some in (may[:1], may[1:])]
    tag, untag = ["rds:AddTagsToResource"], ["rds:RemoveTagsFromResource"]
    yield from _all(marks, tag, [here], MARKING)
    yield from _all(unmarks, untag, [here], {"aws:TagKeys": [INTENT]})
    another = {f"aws:RequestTag/{INTENT}": STRANGER, "aws:TagKeys": [INTENT]}
    more = {**MARKING, "aws:RequestTag/team": "x", "aws:TagKeys": [INTENT, "team"]}
    yield from _all(everyone, tag, [here], another, more)
    yield from _all(everyone, untag, [here], {"aws:TagKeys": [INTENT, "team"]}, {"aws:TagKeys": ["team"]})


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


def _no_key_that_is_not_needed(names: list[str], settings: Settings) -> Iterator[Question]:
    """Keys are used by who copies, through RDS alone; who only looks at a key only looks; nobody administers one."""
    keys = (SOURCE_KEY, REGION_KEY, *((ACCOUNT_KEY,) if settings.copies else ()))
    here = {"CopyToRegion", "backup-copier"}
    users = {SOURCE_KEY: here, REGION_KEY: {*here, "copier"}, ACCOUNT_KEY: {"copier"}}
    look_here = {"PlanRelay", "backup-copier", "Reconcile", "Doctor"}
    lookers = {SOURCE_KEY: look_here, REGION_KEY: look_here | {*KEEPERS}, ACCOUNT_KEY: {"reader"}}
    use = [f"kms:{a}" for a in USE]
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
        # Doctor alone reads policies, of its own account's keys; of source keys only where the DR account must be let in.
        read = key == REGION_KEY or (key == SOURCE_KEY and (settings.direct or (settings.jobs and settings.copies)))
        readers = [n for n in names if not (read and n == "Doctor")]
        yield from _all([role(n) for n in readers], ["kms:GetKeyPolicy"], [key], {"aws:RequestedRegion": place})
    yield from _all([role(n) for n in names], ["kms:GetKeyPolicy"], OTHER_KEYS)
    use.append("kms:CreateGrant")
    yield from _all([role(n) for n in names], use, OTHER_KEYS, {**through_rds(), **GRANT})
    others = [role(n) for n in names if n != "backup-copier"]
    yield from _all(others, ["kms:DescribeKey"], OTHER_KEYS, through_rds(), {})


def _no_other_role(everyone: list[str], settings: Settings) -> Iterator[Question]:
    """Nobody assumes a role but those who need it, and they only with the external id."""
    right = {"sts:ExternalId": settings.external_id}
    for target in ROLES_THERE if settings.copies else ():
        may = [role(r) for r in MAY_ASSUME[target]]
        yield from _all([e for e in everyone if e not in may], ["sts:AssumeRole"], [role(target)], right)
        yield from _all(may, ["sts:AssumeRole"], [role(target)], {}, {"sts:ExternalId": "another"})
    here = [*ROLES_HERE, *(["backup-copier"] if settings.jobs else [])]
    others = [*[role(r) for r in here], ADMINISTRATOR, ADMINISTRATOR_THERE, f"arn:aws:iam::{STRANGER}:role/any"]
    yield from _all(everyone, ["sts:AssumeRole"], others, right)
    if not settings.copies:
        yield from _all(everyone, ["sts:AssumeRole"], [role(r) for r in ROLES_THERE], right)


def _no_other_work(everyone: list[str], settings: Settings) -> Iterator[Question]:
    """Nobody starts, stops or calls anything but what its work is, and nobody touches permissions."""
    starters, callers = [role("OnSnapshotCompleted"), role("Reconcile")], [role("StateMachine")]
    schedule = role(SCHEDULE)
    execution = STATE_MACHINE.replace("stateMachine", "execution") + ":a"
    yield from _all([e for e in everyone if e not in starters], ["states:StartExecution"], [STATE_MACHINE])
    yield from _all(everyone, ["states:StartExecution"], [f"{STATE_MACHINE}2"])
    yield from _all(everyone, ["states:StopExecution"], [execution])
    yield from _all(everyone, ["states:UpdateStateMachine", "states:DeleteStateMachine"], [STATE_MACHINE])
    functions = [ON_SNAPSHOT.replace("OnSnapshotCompleted", f) for f in FUNCTIONS]
    yield from _all([e for e in everyone if e not in [*callers, schedule]], ["lambda:InvokeFunction"], functions)
    scheduled = {"Reconcile", "Doctor", *KEEPERS}
    others = [ON_SNAPSHOT.replace("OnSnapshotCompleted", f) for f in FUNCTIONS if f not in scheduled]
    yield from _all([schedule], ["lambda:InvokeFunction"], others)
    yield from _all(callers, ["lambda:InvokeFunction"], [ON_SNAPSHOT, ON_SNAPSHOT + "2"])
    yield from _all(everyone, ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"], functions[:2])
    tellers = (f"-forward-{SOURCE_REGION}", "-Reconcile", "-Doctor", "-ExplainStop", *(f"-{k}" for k in KEEPERS))
    yield from _all([e for e in everyone if not e.endswith(tellers)], ["events:PutEvents"], [_bus(RELAY)])
    there = _bus(RELAY).replace(SOURCE_ACCOUNT, DR_ACCOUNT)
    yield from _all(everyone, ["events:PutEvents"], [_bus("default"), _bus("other"), there])
    canary = execution.replace(":a", ":canary-eu-west-1-2026112003")
    yield from _all([role("Doctor")], ["states:DescribeExecution"], [execution, canary.replace(RELAY, "other")])
    setting_aside = [starters[0], role("ExplainStop")]
    yield from _all([e for e in everyone if e not in setting_aside], ["sqs:SendMessage"], [DEAD_LETTERS])
    # Histories hold all that steps were told: whoever explains an abort reads them, of this relay.
    others = [e for e in everyone if e != role("ExplainStop")]
    yield from _all(others, ["states:GetExecutionHistory"], [execution])
    yield from _all(everyone, ["states:GetExecutionHistory"], [execution.replace(RELAY, "other")])
    yield from _all(everyone, ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"], [DEAD_LETTERS])
    on_topics = ("Publish", "Subscribe", "DeleteTopic", "SetTopicAttributes", "RemovePermission")
    yield from _all(everyone, [f"sns:{a}" for a in on_topics], [NOTIFICATIONS])
    on_alarms = ("DeleteAlarms", "DisableAlarmActions", "PutMetricAlarm", "SetAlarmState")
    yield from _all(everyone, [f"cloudwatch:{a}" for a in on_alarms], [ALARM])
    permissions = ("PassRole", "PutRolePolicy", "AttachRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole")
    yield from _all(everyone, [f"iam:{a}" for a in permissions], [role("copier"), role("PlanRelay")])
    for function in FUNCTIONS:
        group = f"arn:aws:logs:{DR_REGION}:{SOURCE_ACCOUNT}:log-group:/aws/lambda/{RELAY}-{function}"
        others = [e for e in everyone if e != role(function)]
        yield from _all(others, ["logs:PutLogEvents"], [f"{group}:log-stream:a"])
        yield from _all(everyone, ["logs:DeleteLogGroup", "logs:PutRetentionPolicy"], [group])
    if not settings.shares:
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
    alarm = {**own, "aws:SourceArn": ALARM}
    of_another = {"aws:SourceAccount": STRANGER, "aws:SourceArn": ALARM.replace(SOURCE_ACCOUNT, STRANGER)}
    not_ours = {**own, "aws:SourceArn": ALARM.replace(f":{RELAY}-", ":other-")}
    yield from _all(["cloudwatch.amazonaws.com"], ["sns:Publish"], [NOTIFICATIONS], of_another, not_ours, {})
    yield from _all(["s3.amazonaws.com", "lambda.amazonaws.com"], ["sns:Publish"], [NOTIFICATIONS], alarm)
    yield from _all(["events.amazonaws.com", "cloudwatch.amazonaws.com"], ["sns:Subscribe"], [NOTIFICATIONS], alarm)
    stranger = {"aws:SourceAccount": STRANGER, "aws:SourceArn": STATE_MACHINE.replace(SOURCE_ACCOUNT, STRANGER)}
    another = {**own, "aws:SourceArn": f"{STATE_MACHINE}2"}
    yield from _all(["states.amazonaws.com"], ["sts:AssumeRole"], [machine], stranger, another)
    yield from _all(["events.amazonaws.com"], ["sts:AssumeRole"], [forward], {"aws:SourceAccount": STRANGER})
    rule = f"arn:aws:events:{DR_REGION}:{SOURCE_ACCOUNT}:rule/{RELAY}/another"
    explain_stop = ON_SNAPSHOT.replace("OnSnapshotCompleted", "ExplainStop")
    invoke = "lambda:InvokeFunction"
    for action, resource in ((invoke, ON_SNAPSHOT), (invoke, explain_stop), ("sqs:SendMessage", DEAD_LETTERS)):
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


def _no_more_for_the_dr_account() -> Iterator[Question]:
    """What the DR account may do with the region key, it may through RDS, and it is no administrator of it."""
    there = ADMINISTRATORS[-2:]
    administer = [f"kms:{a}" for a in ADMINISTER]
    yield from _all(there, [a for a in administer if a != "kms:RevokeGrant"], [REGION_KEY], {**through_rds(), **GRANT})
    use = [f"kms:{a}" for a in (*USE, "DescribeKey", "CreateGrant")]
    yield from _all(there, [*use, *administer], [REGION_KEY], {}, GRANT, through_rds(SOURCE_REGION))
    yield from _all(there, ["kms:CreateGrant"], [REGION_KEY], {**through_rds(), **NO_GRANT_OF_AWS})
