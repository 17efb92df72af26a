"""Judge 5's seeded defects of REST-JSON: good requests to AWS Backup with one thing wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from judges.our_requests_seeded import SECRET, TOKEN, signed
from support.exchanges import Request
from support.judge import Defect
from support.repository import DR_REGION, SOURCE_REGION
from support.sent import wrong_request
from support.signatures import wrong_signature

_JSON = {"Content-Type": "application/json"}


def _rest(method: str, target: str, body: str = "", headers: dict[str, str] | None = None) -> Request:
    if headers is None:
        headers = _JSON if body else {}
    return signed("backup", SOURCE_REGION, body, headers, method, target)


_START = (
    '{"RecoveryPointArn": "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1", '
    '"SourceBackupVaultName": "databases", '
    '"DestinationBackupVaultArn": "arn:aws:backup:eu-central-1:222222222222:backup-vault:copies", '
    '"IamRoleArn": "arn:aws:iam::111111111111:role/copier", "Lifecycle": {"DeleteAfterDays": 35}}'
)
_POINT = "/backup-vaults/databases/recovery-points/arn%3Aaws%3Aec2%3Aeu-west-1%3A%3Asnapshot%2Fsnap-1"
_LIST = "/copy-jobs/?createdAfter=2026-11-20T03%3A00%3A41.12Z&maxResults=100&state=RUNNING"
_SETTING = '{"GlobalSettings": {"isCrossAccountBackupEnabled": "true"}}'

_GOOD = [
    _rest("PUT", "/copy-jobs", _START),
    _rest("GET", _POINT),
    _rest("GET", _POINT + "?backupVaultAccountId=222222222222"),
    _rest("GET", _LIST),
    _rest("GET", _LIST.replace("jobs/", "jobs")),
    _rest("GET", "/global-settings"),
    _rest("PUT", "/global-settings", _SETTING),
]

_BODY_DEFECTS = [
    ("a member that AWS Backup does not have", "IamRoleArn", "RoleArn", "IamRoleArn"),
    ("a member more", '"IamRoleArn"', '"KmsKeyId": "a", "IamRoleArn"', "KmsKeyId is not in the model"),
    ("a member that begins with a small letter", "Lifecycle", "lifecycle", "lifecycle is not in the model"),
    ("a structure's member that is not there", "DeleteAfterDays", "DeleteAfter", "DeleteAfter is not in the model"),
    ("a number as text", "35", '"35"', "DeleteAfterDays"),
    ("a null", '{"DeleteAfterDays": 35}', "null", "Lifecycle"),
    ("a required member missing", '"SourceBackupVaultName": "databases", ', "", "SourceBackupVaultName"),
    ("a name that breaks the model's pattern", '"databases"', '"all databases"', "does not match"),
]
_ADDRESS_DEFECTS = [
    ("another path", _POINT, "/vaults/databases", "no operation"),
    ("an ARN whose slash is not escaped", "snapshot%2Fsnap", "snapshot/snap", "no operation"),
    ("an ARN whose colons are not escaped", "arn%3Aaws", "arn:aws", "the path is"),
    ("an escape that is escaped", "arn%3A", "arn%253A", "escaped twice"),
    ("a parameter that the operation does not have", "snap-1", "snap-1?accountId=222222222222", "not in the model"),
    ("a parameter that is there twice", "snap-1", "snap-1?backupVaultAccountId=1&backupVaultAccountId=1", "sent twice"),
    ("a vault's name that breaks the model's pattern", "databases", "d", "does not match"),
]
_QUERY_DEFECTS = [
    ("a parameter by its member's name", "state=", "ByState=", "ByState is not in the model"),
    ("a value that is not in the enum", "RUNNING", "Running", "none of"),
    ("a time in seconds", "2026-11-20T03%3A00%3A41.12Z", "1795142441", "no timestamp"),
    ("a time without its zone", "12Z", "12", "no timestamp"),
    ("a number that is too large", "100", "1001", "not within"),
    ("a number that is none", "100", "many", "can't be read"),
]


def defects() -> Iterator[Defect]:
    for good in _GOOD:
        found = wrong_request(good) + list(wrong_signature(good, SECRET, TOKEN))
        about = f"none: a good {good.operation}, {good.target}"
        yield Defect(about, lambda f=found: f or ["nothing is wrong"], "nothing is wrong")
    for name, old, new, says in _BODY_DEFECTS:
        yield _wrong(name, _rest("PUT", "/copy-jobs", _instead(_START, old, new)), says)
    for name, old, new, says in _ADDRESS_DEFECTS:
        yield _wrong(name, _rest("GET", _instead(_POINT, old, new)), says)
    for name, old, new, says in _QUERY_DEFECTS:
        yield _wrong(name, _rest("GET", _instead(_LIST, old, new)), says)
    yield _wrong("another method", _rest("POST", "/copy-jobs", _START), "no operation")
    yield _wrong("a body that is not asked for", _rest("GET", _POINT, "{}", {}), "has no body")
    yield _wrong("a body that is no object", _rest("PUT", "/copy-jobs", "[]"), "no JSON object")
    yield _wrong("no body", _rest("PUT", "/copy-jobs", "", _JSON), "no JSON object")
    setting = _SETTING.replace('"true"', "true")
    yield _wrong("a map's value that is no text", _rest("PUT", "/global-settings", setting), "valid types")
    target = {"Content-Type": "application/x-amz-json-1.1"}
    yield _wrong("another Content-Type", _rest("PUT", "/copy-jobs", _START, target), "Content-Type")
    version = _JSON | {"x-amz-api-version": "2014-10-31"}
    yield _wrong("another version", _rest("PUT", "/copy-jobs", _START, version), "x-amz-api-version")
    yield from _wrong_signatures()


def _wrong_signatures() -> Iterator[Defect]:
    point, jobs = _rest("GET", _POINT), _rest("GET", _LIST)
    for name, bad in [
        ("another recovery point", replace(point, target=_POINT.replace("snap-1", "snap-2"))),
        ("a path that was unescaped on its way", replace(point, target=_POINT.replace("%3A", ":"))),
        ("a query string that was cut", replace(jobs, target=_LIST.partition("&")[0])),
        ("another method", replace(_rest("PUT", "/copy-jobs", _START), method="POST")),
        ("another Region in the scope", _elsewhere(point)),
    ]:
        about = f"signature: {name}, REST"
        yield Defect(about, lambda r=bad: list(wrong_signature(r, SECRET, TOKEN)), "botocore computes")


def _elsewhere(good: Request) -> Request:
    headers = type(good.headers)(good.headers)
    headers["authorization"] = headers["authorization"].replace(SOURCE_REGION, DR_REGION)
    return replace(good, headers=headers)


def _wrong(name: str, bad: Request, says: str) -> Defect:
    return Defect(f"{name}, REST", lambda: wrong_request(bad), says)


def _instead(good: str, old: str, new: str) -> str:
    assert old in good, old
    return good.replace(old, new)
