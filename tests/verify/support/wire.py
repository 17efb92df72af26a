"""
Checks replies strictly against AWS's service models: what SDKs read leniently (an unknown member, a missing one, an
item of a list by another name, a time in another format) is wrong here.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.model import OperationModel, Shape
from botocore.parsers import RpcV2CBORParser

from support.exchanges import Exchange, Reply, Request, model

# Error codes that no service model has, by service (* for any) or service:operation, and code: HTTP status.
KnownErrors = Mapping[tuple[str, str], int]

_ISO_8601 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_BY_BODY = (None, "")


def wrong(exchange: Exchange, known_errors: KnownErrors) -> list[str]:
    """What is wrong with a reply; nothing when AWS could have sent it."""
    request, reply = exchange.request, exchange.reply
    if "x-amzn-requestid" not in reply.headers:
        return ["there is no x-amzn-RequestId"]
    service = model(request.service)
    if reply.status >= 300:
        operation = service.operation_model(request.operation) if request.operation in service.operation_names else None
        return list(_wrong_error(exchange, operation, known_errors))
    if request.operation not in service.operation_names:
        return [f"{exchange.name} is no operation of AWS, but is answered"]
    operation = service.operation_model(request.operation)
    return list(_PROTOCOLS[protocol_of(request)](operation, reply))


def protocol_of(request: Request) -> str:
    """What a request speaks: CloudWatch takes three."""
    spoken = str(model(request.service).metadata["protocol"])
    if spoken != "smithy-rpc-v2-cbor" or "smithy-protocol" in request.headers:
        return spoken
    return "json" if "x-amz-target" in request.headers else "query"


def _cbor(body: bytes) -> Any:
    reader = RpcV2CBORParser()
    stream = reader.get_peekable_stream_from_bytes(body)
    value = reader.parse_data_item(stream)
    if stream.read():
        raise ValueError("there is more than one data item")
    return value


def error_code(exchange: Exchange) -> str:
    """The error's code, or nothing."""
    reply = exchange.reply
    if reply.status < 300:
        return ""
    if protocol_of(exchange.request) == "query":
        return ET.fromstring(reply.body).findtext(".//{*}Code") or ""
    if "x-amzn-query-error" in reply.headers:
        # What SDKs made of the Query protocol's codes stays what they say.
        return reply.headers["x-amzn-query-error"].partition(";")[0]
    said = json.loads(reply.body) if reply.body else {}
    return (reply.headers.get("x-amzn-errortype") or said.get("__type", "")).rpartition("#")[2]


def _wrong_error(exchange: Exchange, operation: OperationModel | None, known: KnownErrors) -> Iterator[str]:
    service, reply = exchange.request.service, exchange.reply
    yield from {
        "query": _wrong_xml_error,
        "json": _wrong_json_error,
        "rest-json": _wrong_rest_error,
        "smithy-rpc-v2-cbor": _wrong_cbor_error,
    }[protocol_of(exchange.request)](exchange, reply)
    code = error_code(exchange)
    modelled = _modelled_errors(service, operation)
    listed = (known.get((where, code)) for where in (exchange.name, service, "*"))
    status = modelled.get(code) or next(filter(None, listed), None)
    if status is None:
        yield f"error {code!r} is neither in the model of {exchange.name} ({sorted(modelled)}) nor listed"
    elif status != reply.status:
        yield f"error {code!r} has HTTP status {reply.status}, expected {status}"


def _modelled_errors(service: str, operation: OperationModel | None) -> dict[str, int]:
    if operation is None:
        return {}
    default = 400
    return {
        e.metadata.get("error", {}).get("code", e.name): e.metadata.get("error", {}).get("httpStatusCode", default)
        for e in operation.error_shapes
    } | {
        # SQS's codes in JSON are the shapes' names (its model has those of the Query protocol too).
        e.name: e.metadata.get("error", {}).get("httpStatusCode", default)
        for e in operation.error_shapes
        if service == "sqs"
    }


def _wrong_xml_error(exchange: Exchange, reply: Reply) -> Iterator[str]:
    root = ET.fromstring(reply.body)
    space = f"{{{model(exchange.request.service).metadata['xmlNamespace']}}}"
    yield from _wrong_type(reply, "text/xml")
    if root.tag != f"{space}ErrorResponse":
        yield f"the root is {root.tag}, expected {space}ErrorResponse"
    if [c.tag for c in root] != [f"{space}Error", f"{space}RequestId"]:
        yield f"ErrorResponse has {[_local(c) for c in root]}, expected Error, RequestId"
    if [_local(c) for c in root[0]] != ["Type", "Code", "Message"]:
        yield f"Error has {[_local(c) for c in root[0]]}, expected Type, Code, Message"
    kind = "Sender" if reply.status < 500 else "Receiver"
    if root.findtext(".//{*}Type") != kind:
        yield f"Type is {root.findtext('.//{*}Type')}, expected {kind} with {reply.status}"
    if root.findtext("{*}RequestId") != reply.headers["x-amzn-requestid"]:
        yield "RequestId differs from x-amzn-RequestId"


def _wrong_json_error(exchange: Exchange, reply: Reply) -> Iterator[str]:
    yield from _wrong_type(reply, f"application/x-amz-json-{model(exchange.request.service).metadata['jsonVersion']}")
    said = json.loads(reply.body)
    if not isinstance(said.get("__type"), str) or not isinstance(said.get("message"), str):
        yield f"the error is {said}, expected __type and message"


def _wrong_rest_error(exchange: Exchange, reply: Reply) -> Iterator[str]:
    yield from _wrong_type(reply, "application/json")
    said = {k.lower(): v for k, v in json.loads(reply.body).items()}
    if "x-amzn-errortype" not in reply.headers:
        yield "there is no x-amzn-ErrorType"
    if not isinstance(said.get("message"), str):
        yield f"the error is {said}, expected a message"


def _wrong_cbor_error(exchange: Exchange, reply: Reply) -> Iterator[str]:
    yield from _wrong_cbor_envelope(reply)
    said = _cbor(reply.body)
    if not isinstance(said.get("__type"), str) or not isinstance(said.get("message"), str):
        yield f"the error is {said}, expected __type and message"
    code, _, kind = reply.headers.get("x-amzn-query-error", "").partition(";")
    if not code or kind != ("Sender" if reply.status < 500 else "Receiver"):
        yield f"x-amzn-query-error is {reply.headers.get('x-amzn-query-error')!r}"


def _wrong_cbor_envelope(reply: Reply) -> Iterator[str]:
    yield from _wrong_type(reply, "application/cbor")
    if reply.headers.get("smithy-protocol") != "rpc-v2-cbor":
        yield f"smithy-protocol is {reply.headers.get('smithy-protocol')!r}, expected rpc-v2-cbor"


def _wrong_cbor(operation: OperationModel, reply: Reply) -> Iterator[str]:
    yield from _wrong_cbor_envelope(reply)
    yield from _wrong_status(operation, reply)
    said = _cbor(reply.body)
    if operation.output_shape:
        yield from wrong_value(operation.output_shape, said, operation.name)
    elif said != {}:
        yield f"{operation.name} has no output, but says {said}"


def _wrong_query(operation: OperationModel, reply: Reply) -> Iterator[str]:
    yield from _wrong_type(reply, "text/xml")
    yield from _wrong_status(operation, reply)
    root = ET.fromstring(reply.body)
    space = f"{{{operation.service_model.metadata['xmlNamespace']}}}"
    if root.tag != f"{space}{operation.name}Response":
        yield f"the root is {root.tag}, expected {space}{operation.name}Response"
    if strangers := {e.tag for e in root.iter() if not e.tag.startswith(space)}:
        yield f"another namespace: {sorted(strangers)}"
    request_id = root.findtext(f"{space}ResponseMetadata/{space}RequestId")
    if request_id != reply.headers["x-amzn-requestid"]:
        yield f"RequestId is {request_id}, and x-amzn-RequestId {reply.headers['x-amzn-requestid']}"
    output = operation.output_shape
    wrapper = output.serialization.get("resultWrapper") if output else None
    names = [_local(c) for c in root]
    expected = [wrapper, "ResponseMetadata"] if wrapper else ["ResponseMetadata"]
    if names != expected:
        yield f"the root has {names}, expected {expected}"
    elif wrapper:
        yield from _wrong_element(output, root[0], operation.name)


def _wrong_json(operation: OperationModel, reply: Reply) -> Iterator[str]:
    yield from _wrong_type(reply, f"application/x-amz-json-{operation.service_model.metadata['jsonVersion']}")
    yield from _wrong_status(operation, reply)
    if operation.output_shape:
        yield from wrong_value(operation.output_shape, json.loads(reply.body), operation.name)
    elif reply.body not in (b"", b"{}"):
        yield f"{operation.name} has no output, but says {reply.body[:80]!r}"


def _wrong_rest_json(operation: OperationModel, reply: Reply) -> Iterator[str]:
    output = operation.output_shape
    members = output.members if output else {}
    if not any(m.serialization.get("location") == "statusCode" for m in members.values()):
        yield from _wrong_status(operation, reply)
    if reply.body:
        yield from _wrong_type(reply, "application/json")
    for name, member in members.items():
        header = member.serialization.get("name", name).lower()
        if member.serialization.get("location") == "header" and header in reply.headers:
            yield from wrong_scalar(member, reply.headers[header], f"{operation.name}, header {header}", text=True)
    if output and not output.serialization.get("payload"):
        yield from wrong_value(output, json.loads(reply.body), operation.name)


_PROTOCOLS: dict[str, Callable[[OperationModel, Reply], Iterator[str]]] = {
    "query": _wrong_query,
    "json": _wrong_json,
    "rest-json": _wrong_rest_json,
    "smithy-rpc-v2-cbor": _wrong_cbor,
}


def _wrong_type(reply: Reply, expected: str) -> Iterator[str]:
    actual = reply.headers.get("content-type", "").partition(";")[0]
    if actual != expected:
        yield f"Content-Type is {actual!r}, expected {expected}"


def _wrong_status(operation: OperationModel, reply: Reply) -> Iterator[str]:
    expected = operation.http.get("responseCode", 200)
    if reply.status != expected:
        yield f"HTTP status is {reply.status}, expected {expected}"


def _wrong_element(shape: Shape, element: ET.Element, path: str) -> Iterator[str]:
    match shape.type_name:
        case "structure":
            known = {m.serialization.get("name", n): (n, m) for n, m in shape.members.items()}
            names = [_local(c) for c in element]
            for name in {n for n in names if names.count(n) > 1}:
                yield f"{path}: {name} is there {names.count(name)} times"
            yield from _missing(shape, {known[n][0] for n in names if n in known}, path)
            for child in element:
                if _local(child) not in known:
                    yield f"{path}: unknown member {_local(child)}"
                else:
                    name, member = known[_local(child)]
                    yield from _wrong_element(member, child, f"{path}.{name}")
        case "list":
            item = shape.member.serialization.get("name", "member")
            for child in element:
                if _local(child) != item:
                    yield f"{path}: an item is called {_local(child)}, expected {item}"
                else:
                    yield from _wrong_element(shape.member, child, f"{path}[]")
            yield from _wrong_size(shape, len(element), path)
        case _:
            yield from wrong_scalar(shape, element.text or "", path, text=True)


def wrong_value(shape: Shape, value: Any, path: str) -> Iterator[str]:
    """What is wrong with a value as JSON has it."""
    match shape.type_name, value:
        case "structure", dict():
            known = {
                m.serialization.get("name", n): (n, m)
                for n, m in shape.members.items()
                if m.serialization.get("location") in _BY_BODY
            }
            elsewhere = shape.members.keys() - {n for n, _ in known.values()}
            yield from _missing(shape, {known[n][0] for n in value if n in known} | elsewhere, path)
            for name, item in value.items():
                if name not in known:
                    yield f"{path}: unknown member {name}"
                else:
                    yield from wrong_value(known[name][1], item, f"{path}.{name}")
        case "list", list():
            for item in value:
                yield from wrong_value(shape.member, item, f"{path}[]")
            yield from _wrong_size(shape, len(value), path)
        case "map", dict():
            for name, item in value.items():
                yield from wrong_scalar(shape.key, name, f"{path}, key", text=False)
                yield from wrong_value(shape.value, item, f"{path}[{name}]")
        case ("structure" | "list" | "map"), _:
            yield f"{path}: {value!r} is no {shape.type_name}"
        case _:
            yield from wrong_scalar(shape, value, path, text=False)


def _missing(shape: Shape, present: set[str], path: str) -> Iterator[str]:
    for name in shape.required_members:
        if name not in present:
            yield f"{path}: {name} is missing"


def wrong_scalar(shape: Shape, value: Any, path: str, *, text: bool) -> Iterator[str]:
    """What is wrong with a value that has no parts. `text`: all is text, as in XML, headers and addresses."""
    kind = shape.type_name
    if not (_is_text if text else _is_json)(kind, value):
        yield f"{path}: {value!r} is no {kind}"
    elif kind == "string":
        if shape.enum and value not in shape.enum:
            yield f"{path}: {value!r} is none of {shape.enum[:6]}"
        yield from _wrong_size(shape, len(value), path)
        pattern = shape.metadata.get("pattern")
        # Classes of Unicode are not for Python; none of the patterns that have them is of a reply that is judged here.
        if pattern and r"\p{" not in pattern and not re.search(f"^(?:{pattern})$", value, re.DOTALL):
            yield f"{path}: {value!r} does not match {pattern}"
    elif kind in ("integer", "long", "float", "double"):
        yield from _wrong_size(shape, float(value), path)


def _wrong_size(shape: Shape, size: float, path: str) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if (least is not None and size < least) or (most is not None and size > most):
        yield f"{path}: {size:g} is not within {least} and {most}"


def _is_text(kind: str, value: str) -> bool:
    match kind:
        case "boolean":
            return value in ("true", "false")
        case "integer" | "long":
            return re.fullmatch(r"-?\d+", value) is not None
        case "timestamp":
            return _ISO_8601.fullmatch(value) is not None
    return True


def _is_json(kind: str, value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match kind:
        case "boolean":
            return isinstance(value, bool)
        case "integer" | "long":
            return number and isinstance(value, int)
        case "timestamp":
            return number or isinstance(value, datetime.datetime)
        case "float" | "double":
            return number
        case "blob":
            return isinstance(value, str) and _is_base64(value)
    return isinstance(value, str)


def _is_base64(value: str) -> bool:
    try:
        base64.b64decode(value, validate=True)
    except binascii.Error:
        return False
    return True


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
