"""Computes a request's signature (SigV4) once more, with botocore, from what went over the wire."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest, HTTPHeaders
from botocore.credentials import Credentials

from support.exchanges import Request

_HEADER = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<scope>[^,\s]+), ?SignedHeaders=(?P<headers>[^,\s]+), "
    r"?Signature=(?P<signature>[0-9a-f]{64})"
)
_ALWAYS_SIGNED = {"host", "x-amz-date"}


def wrong_signature(request: Request, secret: str, token: str | None) -> Iterator[str]:
    """What is wrong with a signature; nothing when whoever has these secrets made it."""
    found = _HEADER.fullmatch(request.headers.get("authorization", ""))
    if not found:
        yield f"Authorization is {request.headers.get('authorization')!r}"
        return
    signed = found["headers"].split(";")
    if signed != sorted(set(signed)):
        yield f"the signed headers are not in order: {signed}"
    # "Create a signed AWS API request": host and every x-amz- header that is sent.
    due = _ALWAYS_SIGNED | {h for h in request.headers if h.startswith("x-amz-")}
    if missing := due - set(signed):
        yield f"not signed: {sorted(missing)}"
    if absent := set(signed) - request.headers.keys():
        yield f"signed, but not sent: {sorted(absent)}"
        return
    if request.headers.get("x-amz-security-token") != token:
        yield "the session token is not that of the access key"
    digest = hashlib.sha256(request.body).hexdigest()
    if request.headers.get("x-amz-content-sha256", digest) != digest:
        yield "x-amz-content-sha256 is not the body's"
    if _computed(request, signed, secret) != found["signature"]:
        yield "the signature is not what botocore computes"


def _computed(request: Request, signed: list[str], secret: str) -> str:
    access_key, _, region, service, _ = request.scope

    class AsSigned(SigV4Auth):
        def headers_to_sign(self, _: AWSRequest) -> HTTPHeaders:
            headers = HTTPHeaders()
            for name in signed:
                headers[name] = request.headers[name]
            return headers

    again = AWSRequest(
        method=request.method, url=f"http://{request.headers['host']}{request.target}", data=request.body
    )
    again.context["timestamp"] = request.headers.get("x-amz-date", "")
    auth = AsSigned(Credentials(access_key, secret), service, region)
    return str(auth.signature(auth.string_to_sign(again, auth.canonical_request(again)), again))
