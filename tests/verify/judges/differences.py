"""
Judge 8: differences known by name. The local cloud and moto get the same calls of RDS, KMS, STS, EventBridge, AWS
Backup, SNS, EventBridge Scheduler and CloudWatch; where their error codes or the members of their replies differ, the difference is in differences.json with what
decides it. One that is not there fails, and so does one that is there and is no more.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import create_loader
from moto import mock_aws

from judges import differences_backup, differences_calls, differences_clusters, differences_signals
from judges.differences_calls import Answer, Answers
from support.judge import LOCAL_CLOUD_BUILT, Defect, Judge, Verdict, python
from support.local_cloud import local_cloud
from support.repository import HERE

LIST = HERE / "judges/differences.json"
_ONCE = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
_MODELS = create_loader()

Found = Mapping[str, Answer]


class Differences(Judge):
    number = 8
    title = "differences from moto, known by name"
    tools = (python("moto"), python("boto3"), LOCAL_CLOUD_BUILT)

    def judge(self, verdict: Verdict) -> None:
        known = json.loads(LIST.read_text(encoding="utf-8"))
        ours, motos = answers_of_local_cloud(), answers_of_moto()
        verdict.equal("both get the same calls", ours.keys(), motos.keys())
        found = {call: differences(ours[call], motos[call]) for call in ours}
        verdict.counts["calls"] += len(found)
        verdict.counts["differences"] += sum(len(d) for d in found.values())
        for call, differing in found.items():
            verdict.check(call, list(unknown(call, differing, known)))
        verdict.check("what is listed still differs, and says why", list(stale(found, known)))

    def defects(self) -> Iterable[Defect]:
        refused = "DBSnapshotNotFound 404"
        less = {".DBSnapshots": "DBSnapshotMessage.DBSnapshots"}
        answered = less | {".DBSnapshots.Status": "DBSnapshot.Status"}
        listed = [{"calls": ["a: b"], "differences": ["moto: X 400; the local cloud: Y 400"], "because": "of a guide"}]
        for name, one, other, says in [
            ("another code", "DBSnapshotNotFoundFault 404", refused, "DBSnapshotNotFoundFault"),
            ("another status", "DBSnapshotNotFound 400", refused, "400"),
            ("refused by one alone", refused, answered, "answered"),
            ("answered by one alone", answered, refused, "answered"),
            ("a member that only we give", answered, less, "only the local cloud: DBSnapshot.Status"),
            ("a member that only moto gives", less, answered, "only moto: DBSnapshot.Status"),
        ]:
            yield Defect(name, lambda o=one, m=other: list(unknown("a: b", differences(o, m), listed)), says)
        yield Defect("a difference that is no more",
            lambda: list(stale({"a: b": []}, listed)), "no more")
        yield Defect("one without a reason", lambda: list(stale({}, [listed[0] | {"because": ""}])), "does not say why")


def _ask_all(answers: Answers) -> None:
    key = differences_calls.ask_all(answers)
    differences_clusters.ask_all(answers, key)
    differences_backup.ask_all(answers, key)
    differences_signals.ask_all(answers)


def answers_of_local_cloud() -> Found:
    """In simulated hours that pass at once."""
    with local_cloud(SCALE="60000") as cloud:

        @cache
        def client(service: str, region: str, account: str) -> Any:
            return _client(service, region, account, "test", endpoint_url=cloud.endpoint)

        answers = Answers(client)
        _ask_all(answers)
    return answers.found


def answers_of_moto() -> Found:
    with mock_aws(), warnings.catch_warnings():
        # It warns of what AWS would refuse; that is what is looked for here.
        warnings.simplefilter("ignore")

        @cache
        def client(service: str, region: str, account: str) -> Any:
            # moto takes any role to be assumable; that is its way into an account.
            role = {"RoleArn": f"arn:aws:iam::{account}:role/engineer", "RoleSessionName": "engineer"}
            given = boto3.client("sts", region_name=region).assume_role(**role)["Credentials"]
            return _client(
                service, region, given["AccessKeyId"], given["SecretAccessKey"], aws_session_token=given["SessionToken"]
            )

        answers = Answers(client)
        _ask_all(answers)
    return answers.found


def _client(service: str, region: str, key: str, secret: str, **given: Any) -> Any:
    session = botocore.session.get_session()
    session.register_component("data_loader", _MODELS)
    return boto3.Session(botocore_session=session).client(
        service,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=_ONCE,
        **given,
    )


def differences(ours: Answer, motos: Answer) -> list[str]:
    """In words, each member for itself."""
    if isinstance(ours, str) or isinstance(motos, str):
        return [] if ours == motos else [f"moto: {_said(motos)}; the local cloud: {_said(ours)}"]
    return [f"only the local cloud: {name}" for name in _more(ours, motos)] + [
        f"only moto: {name}" for name in _more(motos, ours)
    ]


def _more(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The members of one that the other lacks, without what is inside them."""
    more = one.keys() - other.keys()
    return sorted({one[path] for path in more if path.rpartition(".")[0] not in more})


def _said(answer: Answer) -> str:
    return answer if isinstance(answer, str) else "answered"


def unknown(call: str, found: Iterable[str], known: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Differences that the list does not have."""
    listed = {d for entry in known if _is_about(entry, call) for d in entry["differences"]}
    return (d for d in found if d not in listed)


def stale(found: Mapping[str, Iterable[str]], known: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Entries of the list that nothing bears out."""
    for entry in known:
        if not entry["because"].strip():
            yield f"{entry['calls']} does not say why"
        for name in entry["calls"]:
            if not any(_matches(name, call) and set(entry["differences"]) & set(found[call]) for call in found):
                yield f"{name} does not differ any more, or is no more called"
        for difference in entry["differences"]:
            if not any(difference in differing for call, differing in found.items() if _is_about(entry, call)):
                yield f"{difference} ({entry['calls'][0]}) is no more"


def _is_about(entry: Mapping[str, Any], call: str) -> bool:
    return any(_matches(name, call) for name in entry["calls"])


def _matches(name: str, call: str) -> bool:
    """`DescribeKey: by id`, or `DescribeKey` for all of them."""
    return name in (call, call.partition(":")[0])
