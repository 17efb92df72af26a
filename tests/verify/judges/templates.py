"""Judge 1: the templates, by cfn-lint, AWS SAM's translator, and a deployment into moto's CloudFormation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from cfnlint.api import lint
from cfnlint.config import ManualArgs

from judges.templates_deployed import Readback
from judges.templates_seeded import IGNORED, LINTED, READ_BACK
from support.deployment import GIVEN_KEY, Settings, deployed
from support.judge import Defect, Judge, Verdict, python
from support.repository import (
    DR_ACCOUNT_TEMPLATE,
    DR_REGION,
    RELAY_TEMPLATE,
    SOURCE_REGION,
    SOURCE_REGION_TEMPLATE,
)
from support.sources import Sources, TranslationRefused

# What cfn-lint is asked: each template as written, the relay's also as AWS SAM translates it.
VARIANTS: dict[str, Callable[[Sources], str]] = {
    DR_ACCOUNT_TEMPLATE: lambda s: s.files[DR_ACCOUNT_TEMPLATE],
    SOURCE_REGION_TEMPLATE: lambda s: s.files[SOURCE_REGION_TEMPLATE],
    RELAY_TEMPLATE: lambda s: s.files[RELAY_TEMPLATE],
    "translated, DR account": lambda s: json.dumps(s.translated_dr_account(), indent=1),
    "translated": lambda s: json.dumps(s.translated(), indent=1),
    "translated, definition as one text": lambda s: json.dumps(s.translated_with_plain_definition(), indent=1),
}

# What cfn-lint advises and these templates do not follow: (rule, type of resource) and the reason.
DECLINED = {
    ("I3011", "AWS::Logs::LogGroup"): (
        "A log group has its function's name; if it outlived the stack, the stack could not be deployed again."
    ),
    ("I3011", "AWS::SQS::Queue"): (
        "A dead-letter queue has a fixed name too. What must outlive the stack are the keys, and they say so."
    ),
}

# Resource types that moto's CloudFormation leaves out; the latter only where AWS Backup copies.
NOT_IN_MOTO = {
    "AWS::SQS::QueuePolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Scheduler::Schedule",
}
NOT_IN_MOTO_FOR_JOBS = {"AWS::Backup::BackupVault", "AWS::IAM::ServiceLinkedRole"}

VARIANTS_DEPLOYED = (
    Settings(),
    Settings(mode="region", dr_account="none", recovery_points="rescue"),
    Settings(mode="share", dr_account="shares", region_key=GIVEN_KEY),
    Settings(direct=True, recovery_points="jobs", resource_types="RDS,EFS,EBS"),
)


class Templates(Judge):
    number = 1
    title = "templates"
    tools = (python("cfn-lint"), python("aws-sam-translator"), python("moto"))

    def judge(self, verdict: Verdict) -> None:
        sources = Sources.of_repository()
        used: set[tuple[str, str]] = set()
        for variant in VARIANTS:
            verdict.counts["templates linted"] += 1
            verdict.check(f"cfn-lint accepts {variant}", _lint(sources, variant, used))
        verdict.equal("every advice that is declined is one that cfn-lint gives", used, set(DECLINED))
        verdict.check("every ignored rule has its reason beside it", _ignored_without_reason(sources))
        for settings in VARIANTS_DEPLOYED:
            _read_back(verdict, sources, settings)
        left_out = " and no ".join(sorted(NOT_IN_MOTO | NOT_IN_MOTO_FOR_JOBS))
        verdict.note(f"moto deploys no {left_out}: only our own tests judge these")

    def defects(self) -> Iterable[Defect]:
        sources = Sources.of_repository()
        for variant in {row[1]: None for row in LINTED}:
            yield from _linted(sources, variant)
        for name, path, old, new, expected in READ_BACK:
            yield Defect(name, lambda s=(path, old, new): _all_facts(sources.with_defect(*s)), expected)
        for name, path, old, new, rule in IGNORED:
            yield Defect(name, lambda s=(path, old, new): _ignored_without_reason(sources.with_defect(*s)), rule)


def _linted(sources: Sources, variant: str) -> Iterable[Defect]:
    """The seeded defects of one template: all at once, for the sake of time; each is found by a rule of its own."""
    mine = [row for row in LINTED if row[1] == variant]
    for _, _, path, old, new, _ in mine:
        sources = sources.with_defect(path, old, new)
    found = _lint(sources, variant, set())
    return [Defect(name, lambda: found, f"{rule} at ") for name, *_, rule in mine]


def _read_back(verdict: Verdict, sources: Sources, settings: Settings) -> None:
    about, missing = f"{settings}: ", NOT_IN_MOTO | (NOT_IN_MOTO_FOR_JOBS if settings.jobs else set())
    verdict.counts["deployments"] += 1
    with deployed(sources, settings) as deployment:
        verdict.equal(f"{about}what moto leaves out is known", set(deployment.not_supported), missing)
        for fact, problems in Readback(deployment, settings).facts():
            verdict.counts["facts read back"] += 1
            verdict.check(about + fact, problems)


def _all_facts(sources: Sources) -> list[str]:
    try:
        with deployed(sources) as deployment:
            facts = Readback(deployment, Settings()).facts()
            return [f"{fact}: {p}" for fact, problems in facts for p in problems]
    except Exception as refused:  # Whatever moto says to a broken template is a finding.
        return [str(refused)]


def _lint(sources: Sources, variant: str, used: set[tuple[str, str]]) -> list[str]:
    """What cfn-lint finds, informational rules on, less what is declined, which is added to `used`."""
    try:
        body = VARIANTS[variant](sources)
    except TranslationRefused as refused:
        return refused.reasons
    region = SOURCE_REGION if variant == SOURCE_REGION_TEMPLATE else DR_REGION
    found = []
    for match in lint(body, config=ManualArgs(regions=[region], include_checks=["I"])):
        path = getattr(match, "path", [])
        declined = (match.rule.id, _type_at(body, path))
        if declined in DECLINED:
            used.add(declined)
        else:
            found.append(f"{match.rule.id} at {'/'.join(map(str, path))}: {match.message}")
    return found


def _type_at(body: str, path: list[str | int]) -> str:
    """The type of the resource that a path of the template leads to."""
    if len(path) < 2 or path[0] != "Resources":
        return ""
    in_json = re.search(rf'^  "{path[1]}": {{\n   "Type": "(.+?)"', body, re.MULTILINE)
    in_yaml = re.search(rf"^  {path[1]}:\n    Type: (.+)$", body, re.MULTILINE)
    found = in_json or in_yaml
    return found.group(1) if found else ""


_IGNORED_IN_METADATA = re.compile(
    r"(?P<comment>(?:^ *#.*\n)*)^ *Metadata:\n *cfn-lint:\n *config:\n *ignore_checks: \[(?P<rules>.+)\]", re.MULTILINE
)


def _ignored_without_reason(sources: Sources) -> list[str]:
    """Rules that a template's metadata ignores, unless the comment right above the metadata names them."""
    found = []
    for path, body in sources.files.items():
        blocks = list(_IGNORED_IN_METADATA.finditer(body))
        if body.count("ignore_checks") != len(blocks):
            found.append(f"{path} ignores rules in a way that this judge can't read")
        for block in blocks:
            rules = [r.strip() for r in block["rules"].split(",")]
            found += [f"{path} ignores {r} without a reason" for r in rules if r not in block["comment"]]
    return found
