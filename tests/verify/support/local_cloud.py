"""The repository's own simulated AWS, as a process of this run: two accounts with the relay deployed."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config

from support import repository as world

SECRET = "test"


@dataclass(frozen=True)
class LocalCloud:
    """One that answers."""

    endpoint: str
    guide: str
    """What it prints before it is ready: how to use it."""

    def client(
        self, service: str, region: str, account: str = world.SOURCE_ACCOUNT, config: Config | None = None
    ) -> Any:
        """A client of an account's administrator."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=region,
            aws_access_key_id=account,
            aws_secret_access_key=SECRET,
            config=config,
        )

    def local(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What AWS offers no call for: GET, or POST with a body."""
        data = json.dumps(body).encode() if body is not None else None
        with urllib.request.urlopen(f"{self.endpoint}/_local/{path}", data=data, timeout=30) as reply:
            return json.load(reply)


@contextmanager
def local_cloud(**settings: str) -> Iterator[LocalCloud]:
    """Starts one on a free port; ends it with the functions' processes."""
    environment = os.environ | {
        "PORT": "0",
        "SOURCE_REGIONS": f"{world.SOURCE_REGION},{world.OTHER_SOURCE_REGION}",
        "DR_REGION": world.DR_REGION,
        # What comes every hour comes when a judge asks for it.
        "SCHEDULES": "off",
        **settings,
    }
    command = ["dotnet", str(world.LOCAL_CLOUD)]
    with subprocess.Popen(command, cwd=world.ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _ready(process)
        finally:
            process.terminate()


def _ready(process: subprocess.Popen[str]) -> LocalCloud:
    assert process.stdout
    guide = []
    for line in process.stdout:
        if line.startswith("ready "):
            return LocalCloud(line.split()[1], "".join(guide))
        guide.append(line)
    raise RuntimeError("the local cloud ended before it was ready")
