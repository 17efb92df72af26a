"""
Judge 7: the patterns of the templates' rules, by moto's matcher, against events that AWS documents and near misses.
The local cloud's matcher must agree: on all of these, and on its own tests' table of patterns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from moto.events.models import EventPattern

from judges.event_corpus import Event, corpus
from support.deployment import Settings, deployed
from support.judge import LOCAL_CLOUD_BUILT, Defect, Judge, Verdict, python
from support.local_cloud import LocalCloud, local_cloud
from support.repository import DR_REGION, RELAY, SOURCE_REGION, text
from support.sources import Sources

TABLE = "tests/LocalCloud.Tests/Events/patterns.json"
TABLE_EVENT = "tests/LocalCloud.Tests/Events/snapshot-created.json"

# With it there are all rules.
RECOVERY_POINTS = "rescue"

# Name of each rule, without the relay's: its Region, its bus, and the kind of events that it is for.
RULES = {
    "snapshot-events": (DR_REGION, RELAY, "snapshots"),
    "forward-snapshot-events": (SOURCE_REGION, "default", "snapshots"),
    "backup-events": (DR_REGION, RELAY, "backup jobs"),
    "forward-backup-events": (SOURCE_REGION, "default", "backup jobs"),
    "canary-events": (DR_REGION, RELAY, "canaries"),
    "forward-canary-events": (SOURCE_REGION, "default", "canaries"),
    "failed-relays": (DR_REGION, "default", "failed relays"),
    "stopped-relays": (DR_REGION, "default", "stopped relays"),
    "source-region-alarms": (DR_REGION, RELAY, "alarms of source Regions"),
    "forward-alarms": (SOURCE_REGION, "default", "alarms of source Regions"),
    "function-messages": (DR_REGION, RELAY, "messages of functions"),
}
# Of these there is one event, with what may differ about it.
FEWEST = {
    "canaries": 4,
    "failed relays": 3,
    "stopped relays": 2,
    "alarms of source Regions": 2,
    "messages of functions": 2,
}


Json = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    name: str
    pattern: Json

    @property
    def kind(self) -> str:
        return RULES[self.name][2]


class EventPatterns(Judge):
    number = 7
    title = "event patterns"
    tools = (python("moto"), python("boto3"), LOCAL_CLOUD_BUILT)

    def judge(self, verdict: Verdict) -> None:
        rules, events = _rules_in_moto(), corpus()
        verdict.counts["rules"] += len(rules)
        verdict.counts["events"] += len(events)
        for kind in {r.kind for r in rules}:
            meant = sum(kind in e.kinds for e in events)
            verdict.check(f"the corpus has {kind} and near misses", FEWEST.get(kind, 20) < meant < len(events) - 20)
        for rule in rules:
            for event in events:
                verdict.check(f"rule {rule.name}, {event.about}", _misjudged(rule, event))
        with local_cloud(RECOVERY_POINTS=RECOVERY_POINTS) as cloud:
            _same_rules(verdict, cloud, rules)
            ours = _matcher(cloud)
            for about, pattern, envelope, expected in _questions(rules, events):
                verdict.counts["answers of both matchers compared"] += 1
                verdict.check(f"the local cloud's answer to {about}", _differ(ours, pattern, envelope, expected))

    def defects(self) -> Iterable[Defect]:
        rules, events = _rules_in_moto(), corpus()
        patterns = {r.name: r.pattern for r in rules}
        for of, seeded in _SEEDED.items():
            for name, change, expected in seeded:
                found = [p for e in events for p in _misjudged(Rule(of, patterns[of] | change), e)]
                yield Defect(f"{of}: {name}", lambda f=found: f, expected)
        for answer in (True, False):
            found = [p for _, *q in _questions(rules, events) for p in _differ(lambda *_, a=answer: a, *q)]
            yield Defect(f"a matcher of ours that always says {answer}", lambda f=found: f)


# What would be wrong with each rule, and what its judge must say.
_SEEDED = {
    "snapshot-events": [
        ("a rule that waits for an EventID", {"detail": {"EventID": [{"exists": True}]}}, "is lost"),
        ("a rule for the EventIDs of today", {"detail": {"EventID": ["RDS-EVENT-0042", "RDS-EVENT-0091"]}}, "is lost"),
        ("a rule for any account", {"account": [{"exists": True}]}, "would be taken"),
        ("a rule for DB snapshots alone", {"detail-type": ["RDS DB Snapshot Event"]}, "is lost"),
        ("a rule for all that RDS says", {"detail-type": [{"prefix": "RDS "}], "detail": {}}, "would be taken"),
        ("a rule for the source Region alone", {"region": [SOURCE_REGION]}, "is lost"),
        ("a rule in other letters", {"source": ["AWS.rds"]}, "is lost"),
        ("a source as a prefix", {"source": [{"prefix": "aws.rds"}]}, "would be taken"),
    ],
    "backup-events": [
        ("a rule for completed backup jobs alone", {"detail": {"state": ["COMPLETED"]}}, "is lost"),
        ("a rule for any job", {"detail-type": [{"wildcard": "* Job State Change"}]}, "would be taken"),
        ("a rule for whoever backs up", {"source": [{"prefix": "aws.backup"}]}, "would be taken"),
        ("a rule for RDS's recovery points", {"detail": {"resourceType": ["RDS"]}}, "is lost"),
    ],
    "canary-events": [
        ("a rule for any relay's canaries", {"detail": {}}, "would be taken"),
        ("a rule for any account", {"account": [{"exists": True}]}, "would be taken"),
        ("a rule for the first source Region alone", {"region": [SOURCE_REGION]}, "is lost"),
    ],
    "forward-canary-events": [
        ("a rule for any relay's canaries", {"detail": {}}, "would be taken"),
    ],
    "failed-relays": [
        ("a rule for all that is not well", {"detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"]}}, "would be taken"),
        ("a rule for any state machine", {"detail": {"status": ["FAILED"]}}, "would be taken"),
        ("a rule that waits for a cause", {"detail": {"cause": [{"exists": True}]}}, "is lost"),
    ],
    "stopped-relays": [("a rule for time-outs alone", {"detail": {"status": ["TIMED_OUT"]}}, "is lost")],
    "source-region-alarms": [
        ("a rule for any alarm", {"detail": {"state": {"value": ["ALARM"]}}}, "would be taken"),
        ("a rule for any state", {"detail": {"alarmName": [f"{RELAY}-not-forwarded"]}}, "would be taken"),
    ],
    "forward-alarms": [("a rule for any account", {"account": [{"exists": True}]}, "would be taken")],
    "function-messages": [
        ("a rule for any answer", {"detail": {"responsePayload": {"relay": [{"exists": True}]}}}, "would be taken"),
        ("a rule for failures too", {"detail-type": [{"prefix": "Lambda Function"}]}, "would be taken"),
    ],
    "forward-backup-events": [
        ("a rule for any account", {"account": [{"exists": True}]}, "would be taken"),
    ],
}


def _rules_in_moto() -> list[Rule]:
    rules = []
    with deployed(Sources.of_repository(), Settings(recovery_points=RECOVERY_POINTS)) as deployment:
        for place in (deployment.relay, deployment.source_regions[SOURCE_REGION]):
            events = place.client("events")
            for bus in events.list_event_buses()["EventBuses"]:
                for rule in events.list_rules(EventBusName=bus["Name"])["Rules"]:
                    rules.append(Rule(rule["Name"].removeprefix(f"{RELAY}-"), json.loads(rule["EventPattern"])))
    return sorted(rules, key=lambda r: list(RULES).index(r.name))


def _motos(pattern: Json, envelope: Json) -> bool:
    return EventPattern.load(json.dumps(pattern)).matches_event(envelope)


def _misjudged(rule: Rule, event: Event) -> list[str]:
    """What moto's matcher says against what is meant."""
    matches = _motos(rule.pattern, event.envelope)
    if matches == (rule.kind in event.kinds):
        return []
    return [f"{event.about}: the event {'would be taken' if matches else 'is lost'}"]


def _same_rules(verdict: Verdict, cloud: LocalCloud, rules: list[Rule]) -> None:
    for rule in rules:
        region, bus, _ = RULES[rule.name]
        here = cloud.client("events", region).describe_rule(Name=f"{RELAY}-{rule.name}", EventBusName=bus)
        about = f"the local cloud deploys rule {rule.name} with the same pattern"
        verdict.equal(about, json.loads(here["EventPattern"]), rule.pattern)


def _matcher(cloud: LocalCloud) -> Callable[[Json, Json], bool]:
    events = cloud.client("events", DR_REGION)
    return lambda pattern, envelope: events.test_event_pattern(
        EventPattern=json.dumps(pattern), Event=json.dumps(envelope)
    )["Result"]


def _questions(rules: list[Rule], events: list[Event]) -> Iterator[tuple[str, Json, Json, bool | None]]:
    """Pattern, envelope, and the answer where our own tests expect one: the table of patterns."""
    for rule in rules:
        for event in events:
            yield f"rule {rule.name}, {event.about}", rule.pattern, event.envelope, None
    envelope = json.loads(text(TABLE_EVENT))
    for row in json.loads(text(TABLE)):
        yield f"the pattern of {row['about']}", row["pattern"], envelope, row["matches"]


def _differ(ours: Callable[[Json, Json], bool], pattern: Json, envelope: Json, expected: bool | None) -> list[str]:
    answers = {"the local cloud's": ours(pattern, envelope), "moto's": _motos(pattern, envelope)}
    if expected is not None:
        answers["our own tests'"] = expected
    return [] if len(set(answers.values())) == 1 else [f"the answers are {answers}"]
