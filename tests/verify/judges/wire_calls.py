"""
How judge 4 calls the local cloud: with whichever SDK, each in accounts of its own. The calls themselves are in
wire_rds.py and its companions, wire_kms.py, wire_backup.py, wire_states.py and wire_services.py: every operation and
every error.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from support.callers import Caller, Credentials, Json, Refused, administrator
from support.local_cloud import LocalCloud
from support.repository import SOURCE_REGION

FAST, SLOW = 60_000, 1
"""Simulated seconds in a real one: so that what takes hours is over at once, or that it stays as it is."""

@dataclass
class Calls:
    """The calls of one SDK."""

    cloud: LocalCloud
    sdk: Caller
    owner: str
    """An account of its own."""
    other: str
    """And another one."""
    wrong: list[str] = field(default_factory=list)

    def ok(
        self, service: str, operation: str, /, account: str = "", region: str = SOURCE_REGION, **parameters: Any
    ) -> Json:
        """A call that is answered."""
        try:
            return self._send(service, operation, administrator(account or self.owner), region, parameters)
        except Refused as refused:
            raise AssertionError(f"{self.sdk.name}, {service}:{operation}: refused with {refused}") from None

    def no(
        self,
        code: str,
        service: str,
        operation: str,
        /,
        account: str = "",
        region: str = SOURCE_REGION,
        **parameters: Any,
    ) -> None:
        """A call that is refused with an error code."""
        self.no_as(administrator(account or self.owner), code, service, operation, region, **parameters)

    def no_as(
        self,
        who: Credentials,
        code: str,
        service: str,
        operation: str,
        /,
        region: str = SOURCE_REGION,
        **parameters: Any,
    ) -> None:
        try:
            self._send(service, operation, who, region, parameters)
            said = "answered"
        except Refused as refused:
            if refused.code == code:
                return
            said = f"refused with {refused}"
        self.wrong.append(f"{self.sdk.name}, {service}:{operation}: {said}, expected {code}")

    def until(self, done: Callable[[], bool], what: str, pace: float = FAST) -> None:
        """Waits; time is made to fly meanwhile."""
        self.pace(pace)
        give_up = time.monotonic() + 60
        while not done():
            if time.monotonic() > give_up:
                raise AssertionError(f"{self.sdk.name}: {what} did not come about")
            time.sleep(0.02)

    def pace(self, scale: float) -> None:
        self.cloud.local("scale", {"scale": scale})

    def fault(self, **fault: Any) -> None:
        """Arms a fault for this SDK's next call that it matches."""
        self.cloud.local("fault", {"account": self.owner, **fault})

    def _send(
        self, service: str, operation: str, credentials: Credentials, region: str, parameters: Mapping[str, Any]
    ) -> Json:
        return self.sdk.call(service, operation, dict(parameters), region=region, credentials=credentials)


NO_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"
"""A key id that no key has."""
