"""Judge 4's seeded defects: good replies with one thing wrong, and a cloud that takes any signature or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from judges import wire_signatures
from support.exchanges import Exchange, Headers, Reply, Request
from support.judge import Defect
from support.wire import KnownErrors, wrong

ID = "6f0e2f0a-1b1c-4d5e-8f90-a1b2c3d4e5f6"
RDS = "http://rds.amazonaws.com/doc/2014-10-31/"
TARGETS = {"kms": "TrentService", "states": "AWSStepFunctions"}

SNAPSHOTS = f"""<DescribeDBSnapshotsResponse xmlns="{RDS}"><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot>\
<DBSnapshotIdentifier>orders-1</DBSnapshotIdentifier><SnapshotCreateTime>2026-11-20T03:00:12.345Z</SnapshotCreateTime>\
<AllocatedStorage>100</AllocatedStorage><Encrypted>true</Encrypted><ProcessorFeatures/>\
<TagList><Tag><Key>team</Key><Value>data</Value></Tag></TagList></DBSnapshot></DBSnapshots></DescribeDBSnapshotsResult>\
<ResponseMetadata><RequestId>{ID}</RequestId></ResponseMetadata></DescribeDBSnapshotsResponse>"""

NOT_FOUND = f"""<ErrorResponse xmlns="{RDS}"><Error><Type>Sender</Type><Code>DBSnapshotNotFound</Code>\
<Message>DBSnapshot x not found.</Message></Error><RequestId>{ID}</RequestId></ErrorResponse>"""

KEY = """{"KeyMetadata": {"KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab", "CreationDate": 1763607600.123, \
 "Enabled": true, "KeyUsage": "ENCRYPT_DECRYPT", "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "Description": "",\
 "KeyState": "Enabled"}}"""

STARTED = """{"executionArn": "arn:aws:states:eu-central-1:111111111111:execution:m:n", "startDate": 1763607600.0}"""

COPY_JOB = """{"CopyJob": {"CopyJobId": "1", "State": "RUNNING", "CreationDate": 1763607600.123, "IsParent": false, \
"BackupSizeInBytes": 100, "DestinationRecoveryPointLifecycle": {"DeleteAfterDays": 35}, \
"ChildJobsInState": {"RUNNING": 1}}}"""

NO_JOB = """{"Code": "ERROR_3108", "Message": "Cannot find copy job 1.", "Type": "Client"}"""

_SNAPSHOT_DEFECTS = [
    (
        "an element that RDS does not have",
        "<AllocatedStorage>",
        "<Storage>1</Storage><AllocatedStorage>",
        "unknown member",
    ),
    ("an element that is there twice", "<Encrypted>", "<Encrypted>true</Encrypted><Encrypted>", "2 times"),
    (
        "a list's item by the generic name",
        "<Tag><Key>team</Key><Value>data</Value></Tag>",
        "<member/>",
        "an item is called",
    ),
    ("a boolean in capitals", "true", "True", "no boolean"),
    ("a number that is none", ">100<", ">100 GiB<", "no integer"),
    ("a time without its zone", "12.345Z", "12.345", "no timestamp"),
    ("a time as a number", "2026-11-20T03:00:12.345Z", "1763607600", "no timestamp"),
    ("another namespace", RDS, RDS.replace("2014", "2013"), "the root is"),
    ("no namespace", f' xmlns="{RDS}"', "", "the root is"),
    ("another root", "DescribeDBSnapshotsResponse", "DescribeDBSnapshotResponse", "the root is"),
    ("another wrapper", "DescribeDBSnapshotsResult", "DescribeDBSnapshotsOutput", "the root has"),
    ("another request id", f"<RequestId>{ID}", "<RequestId>1", "RequestId is 1"),
]

_KEY_DEFECTS = [
    ("a member that KMS does not have", '"Enabled"', '"IsEnabled"', "unknown member"),
    ("a required member missing", '"KeyId"', '"Arn"', "KeyId is missing"),
    ("a value that is not in the enum", '"Enabled"}', '"Active"}', "none of"),
    ("a null", '"Description": ""', '"Description": null', "no string"),
    ("a time as text", "1763607600.123", '"2026-11-20T03:00:00Z"', "no timestamp"),
    ("a boolean as text", "true", '"true"', "no boolean"),
    ("a list that is none", '["SYMMETRIC_DEFAULT"]', '"SYMMETRIC_DEFAULT"', "no list"),
    (
        "an empty text where the model asks for one",
        '"KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab"',
        '"KeyId": ""',
        "within",
    ),
]

_COPY_JOB_DEFECTS = [
    ("a member that AWS Backup does not have", '"CopyJobId"', '"JobId"', "unknown member"),
    ("a structure's member that is not there", '"DeleteAfterDays"', '"deleteAfterDays"', "unknown member"),
    ("a value that is not in the enum", '"RUNNING", ', '"Running", ', "none of"),
    ("a time as text", "1763607600.123", '"2026-11-20T03:00:00Z"', "no timestamp"),
    ("a number as text", "100", '"100"', "no long"),
    ("a map whose value is text", '{"RUNNING": 1}', '{"RUNNING": "1"}', "no long"),
    ("a map whose key is not in the enum", '{"RUNNING": 1}', '{"Running": 1}', "none of"),
    ("the members without what holds them", '{"CopyJob": ', '{"Job": ', "unknown member"),
]


def defects(known: KnownErrors) -> Iterator[Defect]:
    snapshots = _query("DescribeDBSnapshots", SNAPSHOTS)
    refused = _query("DescribeDBSnapshots", NOT_FOUND, 404)
    key = _json("kms", "1.1", "DescribeKey", KEY)
    started = _json("states", "1.0", "StartExecution", STARTED)
    for good in (snapshots, refused, key, started):
        found = wrong(good, known)
        yield Defect(
            f"none: a good reply of {good.name}", lambda f=found: f or ["nothing is wrong"], "nothing is wrong"
        )
    for name, old, new, says in _SNAPSHOT_DEFECTS:
        yield _defect(name, _instead(snapshots, old, new), says, known)
    for name, old, new, says in _KEY_DEFECTS:
        yield _defect(name, _instead(key, old, new), says, known)
    yield _defect(
        "a required member missing in a root", _instead(started, '"startDate"', '"started"'), "is missing", known
    )
    yield _defect(
        "JSON of another version", _with_header(key, "content-type", "application/x-amz-json-1.0"), "Type", known
    )
    yield _defect("no request id", _with_header(key, "x-amzn-requestid", None), "there is no", known)
    yield _defect(
        "another HTTP status", replace(snapshots, reply=replace(snapshots.reply, status=201)), "is 201", known
    )
    yield _defect(
        "an error of another operation", _instead(refused, "DBSnapshotNotFound", "DBClusterNotFound"), "neither", known
    )
    shape = _instead(refused, "DBSnapshotNotFound", "DBSnapshotNotFoundFault")
    yield _defect("an error by its shape's name", shape, "neither", known)
    elsewhere = {("rds:CopyDBSnapshot", "DBSnapshotNotFoundFault"): 404}
    yield _defect("an error that is listed for another operation", shape, "neither", elsewhere)
    status = replace(refused, reply=replace(refused.reply, status=400))
    yield _defect("an error with another status", status, "expected 404", known)
    yield _defect("an error whose sender is wrong", _instead(refused, "Sender", "Receiver"), "Type is", known)
    gone = Reply(400, _headers("application/x-amz-json-1.1"), b'{"__type": "NotFound", "message": ""}')
    yield _defect("an error that KMS does not have", replace(key, reply=gone), "neither", known)
    yield from _rest_defects(known)
    yield from _signature_defects()


def _rest_defects(known: KnownErrors) -> Iterator[Defect]:
    job = _rest(COPY_JOB)
    error = Headers(_headers("application/json") | {"x-amzn-errortype": "ResourceNotFoundException"})
    none = replace(job, reply=Reply(400, error, NO_JOB.encode()))
    for about, good in [("a good copy job", job), ("a copy job that is not there", none)]:
        found = wrong(good, known)
        yield Defect(f"none: {about}", lambda f=found: f or ["nothing is wrong"], "nothing is wrong")
    for name, old, new, says in _COPY_JOB_DEFECTS:
        yield _defect(f"{name}, REST", _instead(job, old, new), says, known)
    other = "application/x-amz-json-1.1"
    yield _defect("another Content-Type, REST", _with_header(job, "content-type", other), "Content-Type", known)
    yield _defect(
        "another HTTP status, REST", replace(job, reply=replace(job.reply, status=201)), "HTTP status is 201", known
    )
    no_type = _with_header(none, "x-amzn-errortype", None)
    yield _defect("an error without its header", no_type, "there is no x-amzn-ErrorType", known)
    elsewhere = _with_header(none, "x-amzn-errortype", "LimitExceededException")
    yield _defect("an error of another operation, REST", elsewhere, "neither", known)
    missing = replace(none, reply=replace(none.reply, status=404))
    yield _defect("an error with another status, REST", missing, "expected 400", known)


def _signature_defects() -> Iterator[Defect]:
    taken = _query("DescribeDBSnapshots", SNAPSHOTS)
    yield Defect(
        "a cloud that takes any signature",
        lambda: wire_signatures.refused(lambda _: taken.reply, taken.request, wire_signatures.MISMATCH),
        "the answer is 200",
    )
    mismatch = replace(
        taken.reply, status=403, body=NOT_FOUND.replace("DBSnapshotNotFound", "SignatureDoesNotMatch").encode()
    )
    yield Defect("a cloud that takes none", lambda: wire_signatures.accepted(lambda _: mismatch, taken.request), "403")
    yield Defect(
        "a cloud that refuses it for another reason",
        lambda: wire_signatures.refused(lambda _: mismatch, taken.request, wire_signatures.UNKNOWN),
        "expected one of",
    )


def _defect(name: str, bad: Exchange, says: str, known: KnownErrors) -> Defect:
    return Defect(name, lambda: wrong(bad, known), says)


def _instead(good: Exchange, old: str, new: str) -> Exchange:
    text = good.reply.body.decode()
    assert old in text, old
    return replace(good, reply=replace(good.reply, body=text.replace(old, new).encode()))


def _with_header(good: Exchange, name: str, value: str | None) -> Exchange:
    headers = Headers({k: v for k, v in good.reply.headers.items() if k != name} | ({name: value} if value else {}))
    return replace(good, reply=replace(good.reply, headers=headers))


def _query(operation: str, body: str, status: int = 200) -> Exchange:
    request = Request("POST", "/", _signed("rds"), f"Action={operation}&Version=2014-10-31".encode())
    return Exchange(request, Reply(status, _headers("text/xml"), body.encode()))


def _json(service: str, version: str, operation: str, body: str) -> Exchange:
    headers = Headers(_signed(service) | {"x-amz-target": f"{TARGETS[service]}.{operation}"})
    reply = Reply(200, _headers(f"application/x-amz-json-{version}"), body.encode())
    return Exchange(Request("POST", "/", headers, b"{}"), reply)


def _rest(body: str) -> Exchange:
    return Exchange(
        Request("GET", "/copy-jobs/1", _signed("backup"), b""), Reply(200, _headers("application/json"), body.encode())
    )


def _signed(service: str) -> Headers:
    scope = f"111111111111/20261120/eu-central-1/{service}/aws4_request"
    return Headers({"authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature={'0' * 64}"})


def _headers(content_type: str) -> Headers:
    return Headers({"content-type": content_type, "x-amzn-requestid": ID})
