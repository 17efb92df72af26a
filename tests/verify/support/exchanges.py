"""
Requests and replies as they went over the wire: a proxy on 127.0.0.1 that keeps them, and what a request says of
itself.
"""

from __future__ import annotations

import gzip
import http.client
import re
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from botocore.loaders import create_loader
from botocore.model import OperationModel, ServiceModel

# What a service is called in the credential scope, where botocore calls it otherwise.
_BOTOCORES_NAME = {"states": "stepfunctions", "monitoring": "cloudwatch"}
_LOADER = create_loader()
# Of one connection alone (RFC 9110, 7.6.1), or written anew by the proxy's server.
_NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "date", "server"}


class Headers(dict[str, str]):
    """Header names in lower case."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        super().__init__({name.lower(): value for name, value in pairs.items()})


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    """Path and query, as sent."""
    headers: Headers
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @property
    def scope(self) -> list[str]:
        """Of its signature: access key id, date, Region, service, aws4_request; nothing when it is not signed."""
        given = re.search(r"Credential=([^,\s]+)", self.headers.get("authorization", ""))
        presigned = urllib.parse.parse_qs(self.query).get("X-Amz-Credential", [""])[0]
        scope = given[1] if given else presigned
        return scope.split("/") if scope else []

    @property
    def service(self) -> str:
        """The signing name."""
        return self.scope[3] if self.scope else ""

    @property
    def operation(self) -> str:
        """Its name, or nothing when it names none that AWS has."""
        if "x-amz-target" in self.headers:
            return self.headers["x-amz-target"].rpartition(".")[2]
        if "smithy-protocol" in self.headers:
            return self.path.rpartition("/")[2]
        body = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        form = body.decode("utf-8", "replace") if body else self.query
        if self.path == "/":
            return urllib.parse.parse_qs(form).get("Action", [""])[0]
        operations = (model(self.service).operation_model(n) for n in model(self.service).operation_names)
        return next((o.name for o in operations if _is_asked(o, self)), "")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Exchange:
    request: Request
    reply: Reply
    sender: str = ""
    """Who sent it, where the proxy was told."""

    @property
    def name(self) -> str:
        return f"{self.request.service}:{self.request.operation or self.request.target}"


@cache
def model(service: str) -> ServiceModel:
    """AWS's model of a service, by signing name."""
    name = _BOTOCORES_NAME.get(service, service)
    return ServiceModel(_LOADER.load_service_model(name, "service-2"), name)


def in_path(operation: OperationModel, path: str) -> dict[str, str] | None:
    """The parts of a path that are parameters, as they were sent; None when it is another operation's path."""
    template = operation.http["requestUri"].partition("?")[0]
    names = re.findall(r"\{([^}]*)\}", template)
    # A parameter is one segment, percent-encoded or, where it is an ARN, not. SDKs differ in the slash at the end.
    pattern = re.sub(r"\\{[^}]*\\}", "([^/]+)", re.escape(template.rstrip("/")))
    found = re.fullmatch(pattern, path.rstrip("/"))
    return dict(zip(names, found.groups(), strict=True)) if found else None


def _is_asked(operation: OperationModel, request: Request) -> bool:
    return operation.http["method"] == request.method and in_path(operation, request.path) is not None


@dataclass
class Recorder:
    """A proxy that passes everything on unchanged, the Host header too, and keeps it."""

    endpoint: str
    towards: str = ""
    """Where it passes on to."""
    sender: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    """Those that were never answered, too."""

    def send(self, request: Request) -> Reply:
        """Sends a request as it is, and keeps nothing."""
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.towards).netloc, timeout=60)
        try:
            connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
            for name, value in request.headers.items():
                if name not in _NOT_PASSED_ON | {"content-length"}:
                    connection.putheader(name, value)
            if request.body or request.method != "GET":
                connection.putheader("Content-Length", str(len(request.body)))
            connection.endheaders(request.body)
            answer = connection.getresponse()
            return Reply(answer.status, Headers(dict(answer.getheaders())), answer.read())
        finally:
            connection.close()


@contextmanager
def recorder() -> Iterator[Recorder]:
    """Starts one on a free port; it needs to be told `towards` before the first request."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.recorder = kept = Recorder(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet, at once.
    wbufsize = -1
    disable_nagle_algorithm = True

    def _pass_on(self) -> None:
        kept: Recorder = self.server.recorder  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, self.path, Headers(dict(self.headers.items())), body)
        sender = kept.sender
        if not self.path.startswith("/_local/"):
            kept.requests.append(request)
        try:
            reply = kept.send(request)
        except (OSError, http.client.HTTPException):
            # The cloud ended or keeps its reply back: so it is for the caller.
            self.close_connection = True
            return
        if not self.path.startswith("/_local/"):
            kept.exchanges.append(Exchange(request, reply, sender))
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            if name not in _NOT_PASSED_ON | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass_on  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Says nothing."""
