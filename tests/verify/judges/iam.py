"""
Judge 6: IAM, proven. The very policies of the templates decide, in iam-simulate, on everything that the scenario suite
did, on what must never be possible, and on what of all that is granted is not needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from judges import iam_evidence
from judges.iam_always import always
from judges.iam_cast import ADMINISTRATORS, KEY_POLICIES
from judges.iam_evidence import Evidence
from judges.iam_grants import UNUSED, Grant, granted, used
from judges.iam_never import never
from judges.iam_seeded import SEEDED
from judges.iam_world import Answer, World, world_of
from support.deployment import Settings
from support.judge import Defect, Judge, Tool, Verdict, npm, python
from support.repository import RELAY
from support.sources import Sources

# What must never be possible is asked of: the least, the default, and all that can be turned on.
NEVER_IN = (
    Settings(mode="region", dr_account="none"),
    Settings(),
    Settings(direct=True, recovery_points="jobs"),
)

SCENARIOS = Tool(
    "the scenario suite",
    lambda: "this build" if iam_evidence.SUITE.is_file() else None,
    "dotnet build --configuration Release tests/Scenarios",
)


class Iam(Judge):
    number = 6
    title = "IAM"
    tools = (npm("@cloud-copilot/iam-simulate"), python("moto"), python("aws-sam-translator"), SCENARIOS)

    def judge(self, verdict: Verdict) -> None:
        sources = Sources.of_repository()
        iam_evidence.run_suite()
        suite = iam_evidence.read()
        verdict.counts["estates of scenarios"] += suite.estates
        verdict.note(f"{suite.refused} calls were refused, by faults that scenarios set; these are not judged")
        all_granted: set[Grant] = set()
        all_used: set[Grant] = set()
        for evidence in suite.evidence:
            world = world_of(sources, evidence.settings)
            answers = _ask_done(world, evidence)
            verdict.counts["authorisations"] += len(evidence.calls)
            verdict.counts["ways to see them"] += len(answers)
            _expect(verdict, f"done with {evidence.settings}, so allowed", answers, allowed=True)
            # A key that is given is granted by the very statements that grant the stack's own.
            if evidence.settings.relay == RELAY and not evidence.settings.region_key:
                regions = evidence.settings.source_regions
                all_granted |= {g.of_whichever(regions) for g in granted(world)}
                all_used |= {g.of_whichever(regions) for g in used(answers)}
        _judge_grants(verdict, all_granted, all_used)
        for settings in NEVER_IN:
            answers = _ask_never(world_of(sources, settings), settings)
            verdict.counts["things that must never be possible"] += len(answers)
            _expect(verdict, f"never in {settings}, so denied", answers, allowed=False)

    def defects(self) -> Iterable[Defect]:
        sources, evidence = Sources.of_repository(), iam_evidence.read().main
        for name, path, old, new, finder, expected in SEEDED:
            broken = sources.with_defect(path, old, new)
            yield Defect(name, lambda b=broken, f=_FINDERS[finder], e=expected: f(b, evidence, e), expected)


def _ask_done(world: World, evidence: Evidence, about: str = "") -> list[Answer]:
    """Asks what was done, and what AWS does beside it; `about`: only questions with that text."""
    questions = evidence.questions()
    if evidence.settings.relay == RELAY:
        questions += always(evidence.settings)
    return world.with_keys(evidence.key_policies).ask(q for q in questions if about in str(q))


def _ask_never(world: World, settings: Settings, about: str = "") -> list[Answer]:
    asking = world.with_keys(KEY_POLICIES)
    for administrator in ADMINISTRATORS:
        asking = asking.with_administrator(administrator)
    questions = {str(q): q for q in never(settings)}
    for question in questions.values():
        asking.require_known(question)
    return asking.ask(q for text, q in questions.items() if about in text)


def _expect(verdict: Verdict, about: str, answers: Sequence[Answer], allowed: bool) -> None:
    """One check for each principal and action."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[answer.question.principal, answer.question.action].append(answer)
    for (principal, action), group in groups.items():
        verdict.check(f"{about}: {principal.rsplit('/', 1)[-1]}, {action}", _wrong(group, allowed))


def _wrong(answers: Iterable[Answer], allowed: bool) -> list[str]:
    """Answers that are not as they must be; a context key that IAM does not know for the action makes one worthless."""
    expected = {"Allowed"} if allowed else {"ImplicitlyDenied", "ExplicitlyDenied"}
    return [
        *[f"{a.decision}: {a.question}" for a in answers if a.decision not in expected],
        *[f"{a.question.action} knows no {', '.join(a.ignored)}" for a in answers if a.ignored],
    ]


def _judge_grants(verdict: Verdict, all_granted: set[Grant], all_used: set[Grant]) -> None:
    verdict.counts["policies"] += len({g.policy for g in all_granted})
    verdict.counts["grants"] += len(all_granted)
    for grant in sorted(all_granted, key=str):
        needed = grant in all_used or grant.reason() is not None
        verdict.check(f"needed: {grant}", needed or "nothing uses it, and no reason is given")
    reasons = {g.reason() for g in all_granted - all_used}
    verdict.equal("every reason is still needed", [row for n, row in enumerate(UNUSED) if n not in reasons], [])


def _not_allowed(sources: Sources, evidence: Evidence, about: str) -> list[str]:
    return _wrong(_ask_done(world_of(sources, evidence.settings), evidence, about), allowed=True)


def _possible(sources: Sources, _: Evidence, about: str) -> list[str]:
    most = NEVER_IN[-1]
    return _wrong(_ask_never(world_of(sources, most), most, about), allowed=False)


def _unused(sources: Sources, evidence: Evidence, about: str) -> list[str]:
    world = world_of(sources, evidence.settings)
    return [str(g) for g in granted(world) - used(_ask_done(world, evidence, about))]


_FINDERS = {"not allowed": _not_allowed, "possible": _possible, "unused": _unused}
