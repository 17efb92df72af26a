"""Runs a script of this folder in Node: JSON in, JSON out."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

from support.repository import HERE


def run(script: str, data: Any) -> Any:
    """Gives `data` to a script on its standard input; returns the JSON that it prints."""
    done = subprocess.run(
        ["node", str(HERE / script)], input=json.dumps(data), capture_output=True, text=True, cwd=HERE, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{script} failed:\n{done.stderr.strip()}")
    return json.loads(done.stdout)


def install() -> str | None:
    """Installs what package-lock.json pins, unless it is there. Returns why it could not, or None."""
    if not shutil.which("npm"):
        return "npm is not installed"
    lock, installed = HERE / "package-lock.json", HERE / "node_modules/.package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return None
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--loglevel=error"], capture_output=True, text=True, cwd=HERE, check=False
    )
    return None if done.returncode == 0 else f"npm ci failed: {done.stderr.strip()[-300:]}"
