"""Questions by the dozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from judges.iam_world import Question
from support.repository import DR_REGION


def every(
    principals: Iterable[str], actions: Iterable[str], resources: Iterable[str], *contexts: dict[str, Any]
) -> Iterator[Question]:
    """Every principal with every action on every resource, under each of these circumstances."""
    for principal, action, resource, context in product(principals, actions, resources, contexts or ({},)):
        region, account = resource.split(":")[3:5]
        known = {"aws:RequestedRegion": region or DR_REGION, "aws:ResourceAccount": account, **context}
        if not action.endswith("Grant"):
            known.pop("kms:GrantIsForAWSResource", None)
        yield Question(principal, action, resource, known)
