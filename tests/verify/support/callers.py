"""Two SDKs that nobody here wrote, called alike: what AWS refuses is a `Refused`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import create_loader
import botocore.session

from support.local_cloud import SECRET
from support.repository import HERE

Json = dict[str, Any]

_BOTOCORES_NAME = {"states": "stepfunctions", "monitoring": "cloudwatch"}


class Refused(Exception):
    """An error reply."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(f"{code} ({status})")
        self.code, self.status = code, status


class Caller(Protocol):
    """An SDK."""

    name: str
    lacks: frozenset[str]
    """Services that it has no client for, by signing name."""

    def call(self, service: str, operation: str, parameters: Json, *, region: str, credentials: Credentials) -> Json:
        """One call. `service` is the signing name; the reply is as the SDK gives it."""


Credentials = Mapping[str, str]
"""accessKeyId, secretAccessKey, maybe sessionToken."""


def administrator(account: str) -> Credentials:
    return {"accessKeyId": account, "secretAccessKey": SECRET}


class Boto3:
    """boto3, without its own checks of parameters."""

    name = "boto3"
    lacks: frozenset[str] = frozenset()

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._clients: dict[tuple[str, ...], Any] = {}
        self._loader = create_loader()

    def call(self, service: str, operation: str, parameters: Json, *, region: str, credentials: Credentials) -> Json:
        key = (service, region, *credentials.values())
        if key not in self._clients:
            self._clients[key] = self._client(service, region, credentials)
        client = self._clients[key]
        method = next(m for m, o in client.meta.method_to_api_mapping.items() if o == operation)
        try:
            return getattr(client, method)(**parameters)
        except ClientError as refused:
            said = refused.response
            raise Refused(said["Error"]["Code"], said["ResponseMetadata"]["HTTPStatusCode"]) from None

    def _client(self, service: str, region: str, credentials: Credentials) -> Any:
        session = botocore.session.get_session()
        session.register_component("data_loader", self._loader)
        return boto3.Session(botocore_session=session).client(
            _BOTOCORES_NAME.get(service, service),
            endpoint_url=self._endpoint,
            region_name=region,
            aws_access_key_id=credentials["accessKeyId"],
            aws_secret_access_key=credentials["secretAccessKey"],
            aws_session_token=credentials.get("sessionToken"),
            config=Config(retries={"max_attempts": 0}, parameter_validation=False),
        )


class JavaScript:
    """The AWS SDK for JavaScript v3, in a process of its own."""

    name = "JavaScript SDK"
    # A few operations are not worth further packages.
    lacks = frozenset({"iam", "monitoring", "sns", "scheduler"})

    def __init__(self, endpoint: str, process: subprocess.Popen[str]) -> None:
        self._endpoint = endpoint
        self._process = process

    def call(self, service: str, operation: str, parameters: Json, *, region: str, credentials: Credentials) -> Json:
        wanted = {
            "service": service,
            "operation": operation,
            "input": parameters,
            "region": region,
            "endpoint": self._endpoint,
            "credentials": dict(credentials),
        }
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "bug" in answer:
            raise RuntimeError(answer["bug"])
        if "error" in answer:
            raise Refused(answer["error"]["code"], answer["error"]["status"])
        return answer["output"]


def boto3_sdk(endpoint: str) -> AbstractContextManager[Boto3]:
    @contextmanager
    def started() -> Iterator[Boto3]:
        yield Boto3(endpoint)

    return started()


@contextmanager
def javascript_sdk(endpoint: str) -> Iterator[JavaScript]:
    script = HERE / "judges/wire_sdk.mjs"
    environment = os.environ | {"NODE_NO_WARNINGS": "1"}
    with subprocess.Popen(
        ["node", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE, env=environment
    ) as process:
        try:
            yield JavaScript(endpoint, process)
        finally:
            process.kill()
