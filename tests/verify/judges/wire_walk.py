"""The AWS CLI walks what `make cloud` prints, line by line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import botocore

from support.exchanges import Recorder
from support.local_cloud import LocalCloud

# What a line of the guide is, if it is a command.
_COMMAND = re.compile(r"(export |[A-Z_]+=|aws |curl ).*")
# What shows the end of each of its two ways.
_LAST = {"describe-db-snapshots": "DBSnapshots", "describe-db-cluster-snapshots": "DBClusterSnapshots"}


def walk(cloud: LocalCloud, proxy: Recorder) -> Iterator[str]:
    """What goes wrong. All of the CLI's calls go through the proxy."""
    commands = [line for line in cloud.guide.splitlines() if _COMMAND.fullmatch(line)]
    used = {service for line in commands for service in re.findall(r"\baws (\w+)", line)}
    if used != {"kms", "rds", "stepfunctions"}:
        yield f"the guide has the CLI call {sorted(used)}"
    script = "\n".join(_marked(c) for c in commands).replace(cloud.endpoint, proxy.endpoint)
    with tempfile.TemporaryDirectory() as folder:
        _impatient(Path(folder))
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_ACCESS")}
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=environment | {"AWS_DATA_PATH": folder, "AWS_PAGER": ""},
        )
    if done.returncode != 0:
        yield f"it stops with {done.returncode}: {done.stderr.strip()[-500:]}"
        return
    for last, member in _LAST.items():
        copies = json.loads(done.stdout.split(f"--{last}--")[1].split("--end--")[0])[member]
        if [c["Status"] for c in copies] != ["available"]:
            yield f"{last}: the DR account sees {copies}, expected one available copy"


def _marked(command: str) -> str:
    last = next((last for last in _LAST if last in command), None)
    return f"echo --{last}--; {command}; echo --end--" if last else command


def _impatient(folder: Path) -> None:
    """RDS's waiters ask every 30 seconds; here simulated hours are over within one. Nothing else of them is changed."""
    own = Path(botocore.__file__).parent / "data/rds/2014-10-31"
    text = next(own.glob("waiters-2.json*"))
    content = text.read_bytes()
    if text.suffix == ".gz":
        import gzip

        content = gzip.decompress(content)
    waiters = json.loads(content)
    for waiter in waiters["waiters"].values():
        waiter["delay"] = 0.2
    target = folder / "rds/2014-10-31"
    target.mkdir(parents=True)
    (target / "waiters-2.json").write_text(json.dumps(waiters))
