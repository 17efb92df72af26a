"""What the scenario suite did: every authorisation that AWS would have decided, with what it was deployed with."""

from __future__ import annotations

import json
import os
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from judges.iam_world import ACCOUNT_KEY, REGION_KEY, Question
from support.deployment import DATABASES, Settings
from support.repository import ARTIFACTS, DR_REGION, ROOT, SOURCE_ACCOUNT
from support.sources import FILES

SUITE = ROOT / "tests/Scenarios/bin/Release/net10.0/Scenarios.dll"
LOG = ARTIFACTS / "scenario-calls.jsonl"

# The condition keys of more than one value.
LISTS = {"aws:TagKeys", "backup:CopyTargets"}

# What AWS answers when it does not let a caller do what it asked for. Other errors come after IAM has agreed.
REFUSALS = {"AccessDenied", "AccessDeniedException", "KMSKeyNotAccessibleFault"}


@dataclass(frozen=True)
class Call:
    """An authorisation that was needed for something that was done."""

    caller: str
    region: str
    action: str
    resource: str
    context: tuple[tuple[str, str], ...]

    def questions(self, settings: Settings, aws_managed: bool) -> Iterator[Question]:
        """
        What IAM is asked: once for each way in which AWS may see the call, since some of it AWS does not say. All must
        be allowed. `aws_managed`: the call is about an AWS managed key.
        """
        logged: dict[str, Any] = {k: v.split(",") if k in LISTS else v for k, v in self.context}
        if settings.alias and self.resource.startswith(f"arn:aws:kms:{DR_REGION}:{SOURCE_ACCOUNT}:"):
            logged |= {"kms:ResourceAliases": [settings.alias]}
        # A list that is filtered is, to IAM, the list of all: the policy must hold for whichever name.
        resource = self.resource.replace("snapshot:*", "snapshot:whichever-there-is")
        owner = "" if resource == "*" else resource.split(":")[4]
        for region, via, named in product(
            self._regions(settings), self._services(settings, aws_managed), (True, False)
        ):
            context = {"aws:RequestedRegion": region, **logged}
            context |= {"kms:ViaService": via} if via else {}
            context |= {"aws:ResourceAccount": owner} if named and owner else {}
            yield Question(self.caller, self.action, resource, context)

    def _crosses_regions(self) -> bool:
        return self.caller.endswith("-CopyToRegion") and (
            self.action == "rds:CopyDBSnapshot" or "kms:ViaService" in dict(self.context)
        )

    def _regions(self, settings: Settings) -> tuple[str, ...]:
        """The Region of the request: of a copy across Regions AWS does not say which of the two it names."""
        return (DR_REGION, *settings.source_regions) if self._crosses_regions() else (self.region,)

    def _services(self, settings: Settings, aws_managed: bool) -> tuple[str | None, ...]:
        """
        The service that uses a key for the caller: nor does it say that for such a copy. But the policy of an AWS
        managed key lets only RDS of its own Region use it, and copies of what is under such keys are documented.
        """
        via = dict(self.context).get("kms:ViaService")
        if via and self._crosses_regions() and not aws_managed:
            return tuple(f"rds.{r}.amazonaws.com" for r in (DR_REGION, *settings.source_regions))
        return (via,)


@dataclass
class Evidence:
    """All calls of one kind of deployment, and the policies of keys that no template made."""

    settings: Settings
    calls: dict[Call, None]
    key_policies: dict[str, Mapping[str, Any]]

    def questions(self) -> list[Question]:
        """All that IAM is asked, each question once."""
        asked = (q for c in self.calls for q in c.questions(self.settings, self._is_aws_managed(c.resource)))
        return list({str(q): q for q in asked}.values())

    def _is_aws_managed(self, resource: str) -> bool:
        statements = self.key_policies.get(resource, {}).get("Statement", [])
        return any(s["Principal"] == {"AWS": "*"} for s in statements)


def run_suite() -> None:
    """Runs the scenario suite, unless what it left is newer than all that it runs; fails when the suite does."""
    runs = [*SUITE.parent.glob("*.dll"), *(ROOT / f for f in FILES)]
    if LOG.is_file() and all(LOG.stat().st_mtime > r.stat().st_mtime for r in runs):
        return
    ARTIFACTS.mkdir(exist_ok=True)
    unfinished = LOG.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    environment = {**os.environ, "CALL_LOG": str(unfinished)}
    done = subprocess.run(
        ["dotnet", str(SUITE)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"the scenario suite failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    unfinished.replace(LOG)


@dataclass(frozen=True)
class Suite:
    """What the whole suite did."""

    estates: int
    evidence: list[Evidence]
    refused: int

    @property
    def main(self) -> Evidence:
        """The kind of deployment that most was done with."""
        return max(self.evidence, key=lambda e: len(e.calls))


def read() -> Suite:
    """The evidence by kind of deployment; what was refused is counted, not judged."""
    found: dict[Settings, Evidence] = {}
    refused = 0
    lines = LOG.read_text(encoding="utf-8").splitlines()
    for line in lines:
        estate = json.loads(_with_our_keys(line))
        # The call log has no kms:ResourceAliases: what a region key given by its alias or its id allows is not judged.
        if (given := estate["deployment"]["givenKey"]) and ":key/" not in given:
            continue
        evidence = found.setdefault(settings := _settings(estate["deployment"]), Evidence(settings, {}, {}))
        evidence.key_policies |= estate["keyPolicies"]
        for call in estate["calls"]:
            refused += call["error"] in REFUSALS
            ours = not _is_a_persons(call["caller"]) and _is_ours_to_allow(call)
            if call["error"] not in REFUSALS and ours:
                known = (call["caller"], call["region"], call["action"], call["resource"])
                evidence.calls[Call(*known, tuple(sorted(call["context"].items())))] = None
    return Suite(len(lines), list(found.values()), refused)


def _is_a_persons(caller: str) -> bool:
    """A person, or a role that a person has made, such as the one that AWS Backup backs databases up with."""
    ours = ":role/snapshot-relay/" in caller or ":role/aws-service-role/" in caller
    return caller.startswith("arn:") and not ours


def _is_ours_to_allow(call: dict[str, Any]) -> bool:
    """
    Not so: EC2's snapshots as recovery points, which iam-simulate does not know (the Service Authorization Reference
    writes recovery points as arn:…:${ResourceType}:${RecoveryPointId}, and theirs have a slash there); what AWS Backup
    does with a key under the grant that it was let create; and keys of databases, which their owner opens to the DR
    account's AWS Backup, or not.
    """
    action, resource, via = call["action"], call["resource"], call["context"].get("kms:ViaService", "rds")
    under_a_grant = not via.startswith("rds") and action not in ("kms:DescribeKey", "kms:CreateGrant")
    of_a_database = "/aws-service-role/" in call["caller"] and resource not in (REGION_KEY, ACCOUNT_KEY)
    if action.startswith("kms:"):
        return not under_a_grant and not of_a_database
    return not (action.startswith("backup:") and ":ec2:" in resource)


def _with_our_keys(line: str) -> str:
    """The keys of the stacks by the ids that the policies have here; other keys by their policies, which count."""
    estate = json.loads(line)
    deployment = estate["deployment"]
    names = {arn: f"{arn.split('/')[0]}/{_id(policy)}" for arn, policy in estate["keyPolicies"].items()}
    names[deployment["accountKey"]] = ACCOUNT_KEY
    if not deployment["givenKey"]:
        names[deployment["regionKey"]] = REGION_KEY
    for arn, name in names.items():
        line = line.replace(arn, name) if arn else line
    return line


def _id(policy: Any) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(policy, sort_keys=True)))


def _settings(deployment: dict[str, Any]) -> Settings:
    return Settings(
        deployment["mode"],
        deployment["givenKey"],
        deployment["relayName"],
        tuple(deployment["sourceRegions"]),
        deployment["externalId"],
        direct=deployment["directToAccount"],
        recovery_points=deployment["recoveryPoints"],
        resource_types=deployment["resourceTypes"] or DATABASES,
        dr_account="none" if not deployment["drAccountId"] else "shares" if deployment["onlyShares"] else "copies",
    )
