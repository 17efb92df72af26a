"""Where things are, and the sample world that everything is judged in."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
ARTIFACTS = ROOT / "artifacts"
LOCAL_CLOUD = ROOT / "local/LocalCloud/bin/Release/net10.0/LocalCloud.dll"

RELAY_TEMPLATE = "template.yaml"
DR_ACCOUNT_TEMPLATE = "templates/dr-account.yaml"
SOURCE_REGION_TEMPLATE = "templates/source-region.yaml"
STATE_MACHINE = "statemachine/snapshot-relay.asl.json"

SOURCE_ACCOUNT = "111111111111"
DR_ACCOUNT = "222222222222"
SOURCE_REGION = "eu-west-1"
OTHER_SOURCE_REGION = "eu-west-3"
DR_REGION = "eu-central-1"
RELAY = "snapshot-relay"
EXTERNAL_ID = "a1b2c3d4-5678-90ab-cdef-111111111111"


def text(path: str) -> str:
    """A file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")
