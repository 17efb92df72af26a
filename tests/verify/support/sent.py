"""
Checks requests strictly against AWS's service models: read with moto's parser, validated by botocore, and written once
more with botocore's serializer, so that whatever the model does not know is left over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote

from botocore.model import OperationModel, Shape
from botocore.serialize import create_serializer
from botocore.utils import parse_timestamp
from botocore.validate import ParamValidator
from moto.core.model import ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.utils import get_service_model
from werkzeug.datastructures import Headers, MultiDict

from support.exchanges import Request, in_path, model
from support.wire import wrong_scalar, wrong_value

Json = dict[str, Any]

_FORM = "application/x-www-form-urlencoded"
_MOTOS_NAME = {"states": "stepfunctions"}


def wrong_request(request: Request) -> list[str]:
    """What is wrong with a request; nothing when AWS would understand all of it. Query, JSON and REST-JSON services."""
    service = model(request.service)
    if request.operation not in service.operation_names:
        return [f"{request.operation or request.target!r} is no operation of {request.service}"]
    operation = service.operation_model(request.operation)
    rest = service.metadata["protocol"] == "rest-json"
    found = list((_wrong_rest_envelope if rest else _wrong_envelope)(request, operation))
    return found or list(_wrong_input(request, operation))


def _wrong_envelope(request: Request, operation: OperationModel) -> Iterator[str]:
    metadata = operation.service_model.metadata
    if (request.method, request.target) != ("POST", "/"):
        yield f"{request.method} {request.target}, expected POST /"
    content = request.headers.get("content-type", "").partition(";")[0]
    if metadata["protocol"] == "query":
        pairs = parse_qsl(request.body.decode(), keep_blank_values=True, strict_parsing=True)
        names = [name for name, _ in pairs]
        expected = _FORM
        if dict(pairs).get("Version") != metadata["apiVersion"]:
            yield f"Version is {dict(pairs).get('Version')}, expected {metadata['apiVersion']}"
        if twice := sorted({n for n in names if names.count(n) > 1}):
            yield f"sent twice: {twice}"
    else:
        expected = f"application/x-amz-json-{metadata['jsonVersion']}"
        target = f"{metadata['targetPrefix']}.{operation.name}"
        if request.headers["x-amz-target"] != target:
            yield f"X-Amz-Target is {request.headers['x-amz-target']}, expected {target}"
        if not isinstance(json.loads(request.body), dict):
            yield "the body is no JSON object"
    if content != expected:
        yield f"Content-Type is {content!r}, expected {expected}"


def _wrong_rest_envelope(request: Request, operation: OperationModel) -> Iterator[str]:
    content = request.headers.get("content-type", "").partition(";")[0]
    expected = "application/json" if _placed(operation, None) else ""
    if content != expected:
        yield f"Content-Type is {content!r}, expected {expected!r}"
    if not expected and request.body:
        yield f"{operation.name} has no body, but is sent {request.body[:80]!r}"
    if expected and not isinstance(json.loads(request.body or b"null"), dict):
        yield "the body is no JSON object"
    names = [name for name, _ in _in_query(request)]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        yield f"sent twice: {twice}"
    version = operation.service_model.metadata["apiVersion"]
    if request.headers.get("x-amz-api-version", version) != version:
        yield f"x-amz-api-version is {request.headers['x-amz-api-version']}, expected {version}"


def _placed(operation: OperationModel, location: str | None) -> dict[str, Shape]:
    """Members by their name in the path (`uri`), in the query string (`querystring`), or in the body (None)."""
    members = operation.input_shape.members if operation.input_shape else {}
    return {
        m.serialization.get("name", name): m
        for name, m in members.items()
        if m.serialization.get("location") == location
    }


def _in_query(request: Request) -> list[tuple[str, str]]:
    return parse_qsl(request.query, keep_blank_values=True)


def _wrong_input(request: Request, operation: OperationModel) -> Iterator[str]:
    protocol = operation.service_model.metadata["protocol"]
    try:
        read = _read(request, operation)
    except Exception as error:  # Whatever moto's parser stumbles over, AWS's may as well.
        yield f"it can't be read: {error!r}"
        return
    shape = operation.input_shape
    if shape:
        report = ParamValidator().validate(read, shape)
        if report.has_errors():
            yield report.generate_report()
            return
        if protocol == "rest-json":
            yield from _wrong_rest_values(request, operation)
        else:
            yield from wrong_value(shape, read, operation.name)
    written = create_serializer(protocol, include_validation=False).serialize_to_request(read, operation)
    if protocol == "rest-json":
        yield from _wrong_address(request, operation, written)
        yield from _left_over(json.loads(request.body or b"{}"), json.loads(written["body"] or b"{}"), operation.name)
    elif protocol == "query":
        sent = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        yield from _left_over(sent, {k: str(v) for k, v in written["body"].items()}, operation.name)
    else:
        yield from _left_over(json.loads(request.body), json.loads(written["body"] or b"{}"), operation.name)


def _wrong_rest_values(request: Request, operation: OperationModel) -> Iterator[str]:
    sent = {name: unquote(value) for name, value in (in_path(operation, request.path) or {}).items()}
    # Nothing that AWS names has a percent sign.
    yield from (f"{operation.name}, {name}: {value!r} is escaped twice" for name, value in sent.items() if "%" in value)
    for location, values in (("uri", sent), ("querystring", dict(_in_query(request)))):
        for name, shape in _placed(operation, location).items():
            if name in values:
                yield from wrong_scalar(shape, values[name], f"{operation.name}, {name}", text=True)
    if request.body:
        yield from wrong_value(operation.input_shape, json.loads(request.body), operation.name)


def _wrong_address(request: Request, operation: OperationModel, written: Json) -> Iterator[str]:
    # The escapes of a path are looked at as they were sent; AWS's SDKs differ in the slash at its end alone.
    if request.path.rstrip("/") != written["url_path"].rstrip("/"):
        yield f"the path is {request.path}, expected {written['url_path']}"
    times = {name for name, shape in _placed(operation, "querystring").items() if shape.type_name == "timestamp"}
    sent, again = (
        {name: parse_timestamp(value) if name in times else str(value) for name, value in query.items()}
        for query in (dict(_in_query(request)), dict(written["query_string"]))
    )
    yield from _left_over(sent, again, f"{operation.name}, query")


def _read(request: Request, operation: OperationModel) -> Json:
    name = _MOTOS_NAME.get(request.service, request.service)
    service: ServiceModel = get_service_model(name)
    parser = PROTOCOL_PARSERS[operation.service_model.metadata["protocol"]](service.operation_model(operation.name))
    query = operation.service_model.metadata["protocol"] == "query"
    form = parse_qsl(request.body.decode(), keep_blank_values=True) if query else _in_query(request)
    return parser.parse(
        {
            "method": request.method,
            "url_path": request.path,
            "url_params": in_path(operation, request.path) or {},
            "headers": Headers(list(request.headers.items())),
            "body": request.body,
            "values": MultiDict(form),
        }
    )


def _left_over(sent: Any, written: Any, path: str) -> Iterator[str]:
    if isinstance(sent, dict) and isinstance(written, dict):
        for name, value in sent.items():
            if name not in written:
                yield f"{path}: {name} is not in the model"
            else:
                yield from _left_over(value, written[name], f"{path}.{name}")
    elif isinstance(sent, list) and isinstance(written, list) and len(sent) == len(written):
        for one, other in zip(sent, written, strict=True):
            yield from _left_over(one, other, f"{path}[]")
    elif sent != written:
        yield f"{path}: {sent!r} reads as {written!r}"
