"""The events that patterns are judged with: corpus/*.json and the repository's own samples in events/."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from support.repository import HERE, ROOT, SOURCE_ACCOUNT, SOURCE_REGION

# Samples of events/ by what they are named with, whatever the relay makes of them; and those that no rule is for.
SAMPLES = {"rds": "snapshots", "backup": "backup jobs"}
FOR_NO_RULE = {"rds-instance-backed-up", "rds-other-account", "backup-copy-job-completed"}


@dataclass(frozen=True)
class Event:
    """An envelope, and the kinds of rules that are meant for it."""

    about: str
    kinds: frozenset[str]
    envelope: dict[str, Any]


def corpus() -> list[Event]:
    return [*_documented("rds-samples"), *_event_ids(), *_documented("backup-samples"), *_variations(), *_samples()]


def _load(name: str) -> Any:
    return json.loads((HERE / "corpus" / f"{name}.json").read_text(encoding="utf-8"))


def _documented(name: str) -> Iterator[Event]:
    for row in _load(name):
        yield Event(row["about"], frozenset(row["kinds"]), row["event"])


def _event_ids() -> Iterator[Event]:
    """One event for each documented EventID, in the envelope of its kind."""
    for table in _load("rds-event-ids"):
        arn = f"arn:aws:rds:{SOURCE_REGION}:{SOURCE_ACCOUNT}:{table['resourceType']}:orders-1"
        for event_id, category, message in table["events"]:
            detail = {
                "EventCategories": [category],
                "SourceType": table["sourceType"],
                "SourceArn": arn,
                "Date": "2026-11-20T03:12:26.882Z",
                "Message": message,
                "SourceIdentifier": "orders-1",
                "EventID": event_id,
            }
            envelope = {
                "version": "0",
                "id": f"00000000-0000-4000-8000-00000000{event_id[-4:]}",
                "detail-type": table["detailType"],
                "source": "aws.rds",
                "account": SOURCE_ACCOUNT,
                "time": "2026-11-20T03:12:26Z",
                "region": SOURCE_REGION,
                "resources": [arn],
                "detail": detail,
            }
            yield Event(event_id, frozenset(table["kinds"]), envelope)


def _variations() -> Iterator[Event]:
    pages = [_load(name) for name in ("variations", "backup-variations", "canary-variations")]
    for page in (*pages, *_load("signal-variations")):
        for row in page["variations"]:
            envelope = copy.deepcopy(page["event"])
            for path, value in row["change"].items():
                *parents, member = path.split(".")
                node = envelope
                for parent in parents:
                    node = node[parent]
                if value is None:
                    del node[member]
                else:
                    node[member] = value
            yield Event(f"{page['of']}: {row['about']}", frozenset(row["kinds"]), envelope)


def _samples() -> Iterator[Event]:
    for name, kind in SAMPLES.items():
        for file in sorted((ROOT / "events").rglob(f"{name}-*.json")):
            kinds = frozenset() if file.stem in FOR_NO_RULE else frozenset({kind})
            yield Event(f"events/{file.stem}", kinds, json.loads(file.read_text(encoding="utf-8")))
