"""The answer to "may this person do this?", with a reason fit to show them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed; otherwise it carries the sentence to show."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


ALLOW = Verdict()


def deny(reason: str) -> Verdict:
    return Verdict(reason)


def permit(verdict: Verdict) -> None:
    """Stop here unless the verdict allows it. Every action calls this first."""
    if not verdict:
        raise PermissionDenied(verdict.reason)
