"""Judge 5's seeded defects: good requests, as the functions send them, with one thing wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from support.exchanges import Headers, Request
from support.judge import Defect
from support.repository import DR_REGION
from support.sent import wrong_request
from support.signatures import wrong_signature

SECRET, TOKEN = "secret/of/a+session", "token"
_SESSION = Credentials("ASIAEXAMPLE", SECRET, TOKEN)
_FORM = "application/x-www-form-urlencoded; charset=utf-8"


def signed(
    service: str, region: str, body: str, headers: dict[str, str], method: str = "POST", target: str = "/"
) -> Request:
    """A request as its sender would sign it, right or wrong."""
    url = f"http://127.0.0.1:4566{target}"
    request = AWSRequest(method, url, headers={"Host": urlsplit(url).netloc} | headers, data=body.encode())
    SigV4Auth(_SESSION, service, region).add_auth(request)
    return Request(method, target, Headers(dict(request.headers.items())), body.encode())


def _query(body: str, region: str = DR_REGION) -> Request:
    return signed("rds", region, body, {"Content-Type": _FORM})


def _json(service: str, version: str, target: str, body: str) -> Request:
    headers = {"Content-Type": f"application/x-amz-json-{version}", "X-Amz-Target": target}
    return signed(service, DR_REGION, body, headers)


_COPY_BODY = (
    "Action=CopyDBSnapshot&Version=2014-10-31&KmsKeyId=alias%2Fcopies"
    "&SourceDBSnapshotIdentifier=arn%3Aaws%3Ards%3Aeu-west-1%3A111111111111%3Asnapshot%3Ards%3Aorders-2026-11-20-03-00"
    "&TargetDBSnapshotIdentifier=snapshot-relay-orders&Tags.Tag.1.Key=a%3Ab&Tags.Tag.1.Value=c%20d"
)
COPY = _query(_COPY_BODY)
_LIST = _json(
    "states",
    "1.0",
    "AWSStepFunctions.ListExecutions",
    '{"maxResults":1000,"stateMachineArn":"arn:aws:states:eu-central-1:111111111111:stateMachine:relay",'
    '"statusFilter":"RUNNING"}',
)
_KEY = _json("kms", "1.1", "TrentService.DescribeKey", '{"KeyId":"alias/copies"}')

_COPY_DEFECTS = [
    ("a misspelt parameter", "SourceDBSnapshotIdentifier", "SourceDBSnapshotIdentifer", "SourceDBSnapshotIdentifier"),
    ("a parameter that RDS does not have", "&KmsKeyId", "&KmsKeyArn", "KmsKeyArn is not in the model"),
    ("a list's item by the generic name", "Tags.Tag.1", "Tags.member.1", "Tags.member.1"),
    ("a list that begins with 0", "Tags.Tag.1", "Tags.Tag.0", "Tags.Tag.0"),
    ("a required parameter missing", "&TargetDBSnapshotIdentifier=snapshot-relay-orders", "", "TargetDBSnapshotIdent"),
    ("another version", "2014-10-31", "2013-09-09", "Version is"),
    ("another operation", "CopyDBSnapshot&", "CopySnapshot&", "no operation"),
    ("a boolean in capitals", "&KmsKeyId=alias%2Fcopies", "&CopyTags=True", "CopyTags"),
    ("a parameter that is there twice", "&KmsKeyId=alias%2Fcopies", "&KmsKeyId=a&KmsKeyId=b", "sent twice"),
]
_LIST_DEFECTS = [
    ("a member that Step Functions does not have", '"maxResults"', '"MaxResults"', "MaxResults is not in the model"),
    ("a number as text", "1000", '"1000"', "maxResults"),
    ("a number that is too large", "1000", "1001", "1001 is not within"),
    ("a value that is not in the enum", "RUNNING", "Running", "none of"),
    ("a null", '"RUNNING"', "null", "statusFilter"),
]


def elsewhere(region: str, operation: str) -> Request:
    """The copy, or another operation by its name alone, in another Region."""
    return _query(_COPY_BODY.replace("CopyDBSnapshot", operation), region)


def defects() -> Iterator[Defect]:
    for good in (COPY, _LIST, _KEY):
        found = wrong_request(good) + list(wrong_signature(good, SECRET, TOKEN))
        yield Defect(f"none: a good {good.operation}", lambda f=found: f or ["nothing is wrong"], "nothing is wrong")
    for name, old, new, says in _COPY_DEFECTS:
        yield Defect(name, lambda r=_query(_instead(COPY, old, new)): wrong_request(r), says)
    for name, old, new, says in _LIST_DEFECTS:
        bad = _json("states", "1.0", "AWSStepFunctions.ListExecutions", _instead(_LIST, old, new))
        yield Defect(name, lambda r=bad: wrong_request(r), says)
    yield Defect(
        "JSON of another version",
        lambda: wrong_request(_json("kms", "1.0", "TrentService.DescribeKey", _KEY.body.decode())),
        "Content-Type",
    )
    yield Defect(
        "another target",
        lambda: wrong_request(_json("kms", "1.1", "KMS.DescribeKey", _KEY.body.decode())),
        "X-Amz-Target",
    )
    yield from _wrong_signatures()


def _wrong_signatures() -> Iterator[Defect]:
    scope = COPY.headers["authorization"]
    for name, bad, says in [
        ("another body", replace(COPY, body=COPY.body + b"&CopyTags=true"), "botocore computes"),
        ("another path", replace(COPY, target="/?a=b"), "botocore computes"),
        ("another Region in the scope", _with(COPY, "authorization", _us(scope)), "botocore computes"),
        ("a header that was changed", _with(COPY, "x-amz-date", "20200101T000000Z"), "botocore computes"),
        ("a header that was left out", _with(COPY, "x-amz-date", None), "signed, but not sent"),
        ("a header of AWS's that is not signed", _with(COPY, "x-amz-target", "a.b"), "not signed"),
        ("a hash of another body", _with(COPY, "x-amz-content-sha256", "0" * 64), "is not the body's"),
        ("signed headers in another order", _with(COPY, "authorization", _turned(scope)), "not in order"),
        ("no signature", _with(COPY, "authorization", None), "Authorization is"),
    ]:
        yield Defect(f"signature: {name}", lambda r=bad: list(wrong_signature(r, SECRET, TOKEN)), says)
    yield Defect("signature: another secret", lambda: list(wrong_signature(COPY, "other", TOKEN)), "botocore computes")
    yield Defect("signature: another session", lambda: list(wrong_signature(COPY, SECRET, "other")), "session token")


def _instead(good: Request, old: str, new: str) -> str:
    text = good.body.decode()
    assert old in text, old
    return text.replace(old, new)


def _with(good: Request, name: str, value: str | None) -> Request:
    headers = {k: v for k, v in good.headers.items() if k != name}
    return replace(good, headers=Headers(headers | ({name: value} if value is not None else {})))


def _us(authorization: str) -> str:
    return authorization.replace(DR_REGION, "us-east-1")


def _turned(authorization: str) -> str:
    names = re.search(r"SignedHeaders=([^,]+)", authorization)
    assert names
    return authorization.replace(names[1], ";".join(reversed(names[1].split(";"))))
