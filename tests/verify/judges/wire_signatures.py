"""Signatures that others made: taken as they are, refused when anything of them, or of what they sign, was changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from unittest import mock
from urllib.parse import urlsplit

import botocore.auth
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from support.exchanges import Exchange, Headers, Recorder, Reply, Request
from support.local_cloud import SECRET, LocalCloud
from support.repository import DR_ACCOUNT, RELAY, SOURCE_ACCOUNT, SOURCE_REGION
from support.wire import error_code

Send = Callable[[Request], Reply]

# How the three protocols say that a signature is none, and that whoever it names is not known.
MISMATCH = {"SignatureDoesNotMatch", "InvalidSignatureException"}
UNKNOWN = {"InvalidClientTokenId", "UnrecognizedClientException"}
INCOMPLETE = {"IncompleteSignature", "IncompleteSignatureException"}
UNSIGNED = {"MissingAuthenticationToken", "MissingAuthenticationTokenException"}

# Reads whose recorded request is sent again.
READS = {
    "rds:DescribeDBInstances",
    "kms:ListKeys",
    "sts:GetCallerIdentity",
    "states:ListStateMachines",
    "events:ListRules",
    "lambda:GetFunction",
    "lambda:GetFunctionConfiguration",
    "sqs:ListQueues",
    "backup:ListBackupVaults",
    "backup:DescribeRecoveryPoint",
    "monitoring:ListMetrics",
    "sns:ListTopics",
    "scheduler:ListSchedules",
}


@dataclass(frozen=True)
class Tamper:
    """One way to change a request after it was signed."""

    name: str
    change: Callable[[Request], Request | None]
    """None where there is nothing to change."""
    codes: set[str]


def judged(proxy: Recorder, cloud: LocalCloud) -> Iterator[tuple[str, list[str]]]:
    """Each check with what is wrong."""
    for exchange in _samples(proxy.exchanges):
        about = f"{exchange.sender}'s {exchange.name}"
        if "x-amz-security-token" in exchange.request.headers:
            about += " in a session"
        yield f"{about}, unchanged", accepted(proxy.send, exchange.request)
        more = _with(exchange.request, {"x-forwarded-for": "::1"})
        yield f"{about}, an unsigned header more", accepted(proxy.send, more)
        for tamper in TAMPERS:
            changed = tamper.change(exchange.request)
            if changed:
                yield f"{about}, {tamper.name}", refused(proxy.send, changed, tamper.codes)
    session = _session(cloud)
    for about, request, codes in _own(cloud.endpoint, session):
        yield about, refused(proxy.send, request, codes) if codes else accepted(proxy.send, request)


def accepted(send: Send, request: Request) -> list[str]:
    reply = send(request)
    return [] if reply.status == 200 else [f"{reply.status}: {reply.body[:200]!r}"]


def refused(send: Send, request: Request, codes: set[str]) -> list[str]:
    reply = send(request)
    code = error_code(Exchange(request, reply)) if request.service in _SERVICES else _any_code(reply)
    good = reply.status in (400, 403) and code in codes
    return [] if good else [f"the answer is {reply.status} {code}, expected one of {sorted(codes)}"]


_SERVICES = {name.partition(":")[0] for name in READS}


def _any_code(reply: Reply) -> str:
    found = [c for codes in (MISMATCH, UNKNOWN, INCOMPLETE, UNSIGNED) for c in codes if c.encode() in reply.body]
    return found[0] if found else ""


def _samples(exchanges: Iterable[Exchange]) -> list[Exchange]:
    """The first of each kind: sender, operation, with a session or without, with a query or without."""
    kinds: dict[tuple[str, str, bool, bool], Exchange] = {}
    for e in exchanges:
        if e.name in READS and e.reply.status == 200:
            session = "x-amz-security-token" in e.request.headers
            kinds.setdefault((e.sender, e.name, session, bool(e.request.query)), e)
    return list(kinds.values())


def _with(request: Request, headers: dict[str, str | None]) -> Request:
    changed = Headers(request.headers)
    for name, value in headers.items():
        changed.pop(name, None) if value is None else changed.update({name: value})
    return replace(request, headers=changed)


def _authorization(old: str, new: str) -> Callable[[Request], Request | None]:
    def change(request: Request) -> Request | None:
        scope = dict(zip(("key", "date", "region", "service", "end"), request.scope, strict=True))
        before = old.format(**scope)
        if before not in request.headers["authorization"] or before == new:
            return None
        return _with(request, {"authorization": request.headers["authorization"].replace(before, new)})

    return change


def _header(name: str, change: Callable[[str], str | None]) -> Callable[[Request], Request | None]:
    def changed(request: Request) -> Request | None:
        return _with(request, {name: change(request.headers[name])}) if name in request.headers else None

    return changed


def _last_digit(text: str) -> str:
    return text[:-1] + ("0" if text[-1] != "0" else "1")


def _later(date: str) -> str:
    """A second later than `20261120T030000Z`, on the same day."""
    seconds = int(date[13:15])
    return f"{date[:13]}{seconds + (1 if seconds < 59 else -1):02}Z"


def _query(request: Request) -> Request | None:
    return replace(request, target=request.target + ("&" if request.query else "?") + "a=b")


def _less_query(request: Request) -> Request | None:
    return replace(request, target=request.path) if request.query else None


def _path(request: Request) -> Request:
    return replace(request, target=request.target.replace(request.path, request.path + "x", 1))


def _other_body(request: Request) -> Request | None:
    other = request.body.swapcase()
    return replace(request, body=other) if other != request.body else None


def _method(request: Request) -> Request:
    return replace(request, method={"POST": "PUT", "GET": "POST"}[request.method])


TAMPERS = [
    Tamper("its body longer", lambda r: replace(r, body=r.body + b" "), MISMATCH),
    Tamper("its body shorter", lambda r: replace(r, body=r.body[:-1]) if r.body else None, MISMATCH),
    Tamper("another body", _other_body, MISMATCH),
    Tamper("its payload's hash changed", _header("x-amz-content-sha256", _last_digit), MISMATCH),
    Tamper("unsigned payload claimed", _header("x-amz-content-sha256", lambda _: "UNSIGNED-PAYLOAD"), MISMATCH),
    Tamper("another method", _method, MISMATCH),
    Tamper("another path", _path, MISMATCH),
    Tamper("its query longer", _query, MISMATCH),
    Tamper("its query left out", _less_query, MISMATCH),
    Tamper("another host", _header("host", lambda _: "rds.eu-west-1.amazonaws.com"), MISMATCH),
    Tamper("another operation", _header("x-amz-target", lambda t: t.partition(".")[0] + ".DisableKey"), MISMATCH),
    Tamper("a signed header changed", _header("content-type", lambda t: t + "; charset=latin1"), MISMATCH),
    Tamper("a signed header left out", _header("x-amz-target", lambda _: None), MISMATCH),
    Tamper("a second later", _header("x-amz-date", _later), MISMATCH),
    Tamper("another day", _header("x-amz-date", lambda d: "20200101" + d[8:]), MISMATCH),
    Tamper("no date", _header("x-amz-date", lambda _: None), INCOMPLETE),
    Tamper("another day in its scope", _authorization("/{date}/", "/20200101/"), MISMATCH),
    Tamper("another Region in its scope", _authorization("/{region}/", "/us-west-2/"), MISMATCH),
    Tamper("another service in its scope", _authorization("/{service}/aws4", "/kms/aws4"), MISMATCH),
    Tamper("another end of its scope", _authorization("aws4_request", "aws5_request"), MISMATCH),
    Tamper("an end of its scope missing", _authorization("/aws4_request", ""), INCOMPLETE),
    Tamper("an access key that does not exist", _authorization("={key}/", "=AKIDEXAMPLE/"), UNKNOWN),
    Tamper("host not among the signed headers", _authorization("host;", ""), MISMATCH),
    Tamper("another signature", _header("authorization", _last_digit), MISMATCH),
    Tamper("its signature in capitals", _header("authorization", lambda a: a[:-64] + a[-64:].upper()), MISMATCH),
    Tamper("its signature shorter", _header("authorization", lambda a: a[:-1]), MISMATCH),
    Tamper("no signature", _header("authorization", lambda a: a.partition("Signature=")[0].rstrip(", ")), INCOMPLETE),
    Tamper("another session token", _header("x-amz-security-token", lambda t: t[::-1]), UNKNOWN),
    Tamper("no session token", _header("x-amz-security-token", lambda _: None), UNKNOWN),
    Tamper(
        "a session token that it has no use for",
        lambda r: None if "x-amz-security-token" in r.headers else _with(r, {"x-amz-security-token": "token"}),
        UNKNOWN,
    ),
]


def _session(cloud: LocalCloud) -> Credentials:
    function = f"{RELAY}-PlanRelay"
    # Whatever role of the relay's: its sessions are the local cloud's own.
    found = cloud.client("lambda", "eu-central-1").get_function_configuration(FunctionName=function)
    given = cloud.local("role-session", {"roleArn": found["Role"]})
    return Credentials(given["accessKeyId"], given["secretAccessKey"], given["sessionToken"])


def _own(endpoint: str, session: Credentials) -> Iterator[tuple[str, Request, set[str]]]:
    """Signed here with botocore: what no SDK would sign. Without codes it is to be accepted."""
    owner = Credentials(SOURCE_ACCOUNT, SECRET)
    yield "signed by botocore", _signed(endpoint, owner), set()
    yield "signed in a session", _signed(endpoint, session), set()
    yield "signed with another secret", _signed(endpoint, Credentials(SOURCE_ACCOUNT, "other")), MISMATCH
    yield "signed with another account's name", _signed(endpoint, Credentials(DR_ACCOUNT, SECRET + " ")), MISMATCH
    stolen = Credentials(session.access_key, SECRET, session.token)
    yield "signed in a session with another secret", _signed(endpoint, stolen), MISMATCH
    for minutes, codes in [(-16, MISMATCH), (-14, set()), (14, set()), (16, MISMATCH)]:
        yield f"signed by a clock that is {minutes:+} minutes off", _signed(endpoint, owner, minutes), codes
    presigned = _signed(endpoint, owner, lifetime=60)
    yield "presigned", presigned, set()
    yield "presigned in a session", _signed(endpoint, session, lifetime=60), set()
    yield "presigned 2 minutes ago for 1", _signed(endpoint, owner, -2, lifetime=60), MISMATCH
    longer = replace(presigned, target=presigned.target.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))
    yield "presigned, and its life made longer", longer, MISMATCH
    other = replace(presigned, target=presigned.target.replace("DescribeDBInstances", "DescribeDBSnapshots"))
    yield "presigned, and another operation", other, MISMATCH
    yield "not signed", _with(_signed(endpoint, owner), {"authorization": None}), UNSIGNED


def _signed(endpoint: str, by: Credentials, minutes: int = 0, lifetime: int | None = None) -> Request:
    form = "Action=DescribeDBInstances&Version=2014-10-31"
    host = urlsplit(endpoint).netloc
    if lifetime is None:
        content = {"Host": host, "Content-Type": "application/x-www-form-urlencoded"}
        request = AWSRequest("POST", f"{endpoint}/", headers=content, data=form.encode())
        auth: SigV4Auth = SigV4Auth(by, "rds", SOURCE_REGION)
    else:
        request = AWSRequest("GET", f"{endpoint}/?{form}", headers={"Host": host})
        auth = SigV4QueryAuth(by, "rds", SOURCE_REGION, expires=lifetime)
    then = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)
    with mock.patch.object(botocore.auth, "get_current_datetime", lambda *_, **__: then):
        auth.add_auth(request)
    parts = urlsplit(request.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    body = b"" if lifetime else form.encode()
    headers = {"Content-Length": str(len(body))} | dict(request.headers.items())
    return Request(request.method, target, Headers(headers), body)
