"""The templates and the state machine as texts, with defects seeded on request, and as AWS SAM translates them."""

from __future__ import annotations

import copy
import json
import logging
from dataclasses import dataclass
from typing import Any

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from support.repository import (
    DR_ACCOUNT_TEMPLATE,
    DR_REGION,
    RELAY_TEMPLATE,
    SOURCE_REGION_TEMPLATE,
    STATE_MACHINE,
    text,
)

# It warns of metrics that nobody publishes here.
logging.getLogger("samtranslator.metrics").setLevel(logging.ERROR)

FILES = (RELAY_TEMPLATE, DR_ACCOUNT_TEMPLATE, SOURCE_REGION_TEMPLATE, STATE_MACHINE)

# Where the packages of the functions would be after `sam package`.
CODE_BUCKET, CODE_KEY = "packages", "functions.zip"


class _NoManagedPolicies:
    """The templates name none by its short name, so none has to be looked up in IAM."""

    def load(self) -> dict[str, str]:
        return {}


@dataclass(frozen=True)
class Sources:
    """File texts by path."""

    files: dict[str, str]

    @staticmethod
    def of_repository() -> Sources:
        return Sources({path: text(path) for path in FILES})

    def with_defect(self, path: str, old: str, new: str) -> Sources:
        """The same with a defect: the first `old` in a file becomes `new`. Fails when there is no `old` any more."""
        before = self.files[path]
        if old not in before:
            raise LookupError(f"{path} has no {old!r}: this seeded defect is out of date")
        return Sources({**self.files, path: before.replace(old, new, 1)})

    def translated(self) -> dict[str, Any]:
        """template.yaml as CloudFormation gets it: packaged, then translated by AWS SAM."""
        template = yaml_parse(self.files[RELAY_TEMPLATE])
        template["Globals"]["Function"]["CodeUri"] = f"s3://{CODE_BUCKET}/{CODE_KEY}"
        machine = template["Resources"]["StateMachine"]["Properties"]
        machine["Definition"] = json.loads(self.files[machine.pop("DefinitionUri")])
        return _translated(template)

    def translated_dr_account(self) -> dict[str, Any]:
        """templates/dr-account.yaml, likewise."""
        template = yaml_parse(self.files[DR_ACCOUNT_TEMPLATE])
        template["Globals"]["Function"]["CodeUri"] = f"s3://{CODE_BUCKET}/{CODE_KEY}"
        return _translated(template)

    def translated_with_plain_definition(self) -> dict[str, Any]:
        """
        The same, the state machine's definition as one text. AWS SAM writes it as a Join, which cfn-lint can't read
        (E3601), so it would go unjudged.
        """
        template = copy.deepcopy(self.translated())
        template["Resources"]["StateMachine"]["Properties"]["DefinitionString"] = self.files[STATE_MACHINE]
        return template


def _translated(template: dict[str, Any]) -> dict[str, Any]:
    try:
        return transform(template, {"AWS::Region": DR_REGION}, _NoManagedPolicies())
    except InvalidDocumentException as refused:
        raise TranslationRefused([str(c.message) for c in refused.causes] or [refused.message]) from refused


class TranslationRefused(Exception):
    """AWS SAM refuses the template."""

    def __init__(self, reasons: list[str]):
        super().__init__("; ".join(reasons))
        self.reasons = reasons
