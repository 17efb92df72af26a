"""What every judge has in common: its tools, what it judges, and the defects that it must catch."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from support.repository import HERE, LOCAL_CLOUD


@dataclass(frozen=True)
class Tool:
    """Something that nobody here wrote and that a judge can't do without."""

    name: str
    version: Callable[[], str | None]
    how_to_get: str

    def label(self) -> str:
        """Its name and version."""
        return f"{self.name} {self.version() or '(missing)'}"


def python(package: str) -> Tool:
    def version() -> str | None:
        try:
            return importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            return None

    return Tool(package, version, "pip install -r tests/verify/requirements.txt")


def npm(package: str) -> Tool:
    def version() -> str | None:
        manifest = HERE / "node_modules" / package / "package.json"
        return json.loads(manifest.read_text())["version"] if manifest.is_file() and shutil.which("node") else None

    return Tool(package, version, "needs Node 20 and npm ci --ignore-scripts in tests/verify")


def command(name: str, pattern: str = r"\d+(\.\d+)+") -> Tool:
    def version() -> str | None:
        if not shutil.which(name):
            return None
        said = subprocess.run([name, "--version"], capture_output=True, text=True, check=False)
        found = re.search(pattern, said.stdout + said.stderr)
        return found.group() if found else None

    return Tool(name, version, f"install {name}")


LOCAL_CLOUD_BUILT = Tool(
    "the local cloud",
    lambda: "this build" if LOCAL_CLOUD.is_file() else None,
    "dotnet build --configuration Release local/LocalCloud",
)


@dataclass
class Verdict:
    """What a judge found. Every check passes or fails; the counts say what was looked at."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def check(self, about: str, problems: bool | str | Iterable[str]) -> None:
        """One check. `problems`: True or nothing means that it holds; False, or texts, what is wrong."""
        if isinstance(problems, bool):
            problems = [] if problems else ["no"]
        elif isinstance(problems, str):
            problems = [problems]
        problems = list(problems)
        if problems:
            self.failures.append(f"{about}: {'; '.join(problems)}")
        else:
            self.passed += 1

    def equal(self, about: str, actual: object, expected: object) -> None:
        """A check that two values are the same."""
        self.check(about, [] if actual == expected else [f"is {actual!r}, expected {expected!r}"])

    def note(self, text: str) -> None:
        """A line of the report that is no check, for example what a tool can't judge."""
        self.notes.append(text)


@dataclass(frozen=True)
class Defect:
    """A seeded defect: `findings` looks for it, and one of them must hold `expected`, if that is given."""

    name: str
    findings: Callable[[], Sequence[str]]
    expected: str = ""

    def uncaught(self) -> str | None:
        """Why the defect was not caught, or None."""
        found = list(self.findings())
        if any(self.expected in f for f in found):
            return None
        return f"nothing found says '{self.expected}'; found: {found}" if found else "nothing is found"


class Judge(ABC):
    """One judge, one file in judges/."""

    number: int
    title: str
    tools: Sequence[Tool]

    @abstractmethod
    def judge(self, verdict: Verdict) -> None:
        """Judges the repository as it is."""

    @abstractmethod
    def defects(self) -> Iterable[Defect]:
        """What this judge must catch, so that a judge that checks nothing is noticed."""

    def missing(self) -> Tool | None:
        """The first tool that is not there."""
        return next((t for t in self.tools if t.version() is None), None)
