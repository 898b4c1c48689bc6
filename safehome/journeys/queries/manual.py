"""The manual page of a session, in the version of the programme that its journey is on."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from safehome.journeys.models import Session
from safehome.programme.queries import pack_of


@dataclass(frozen=True)
class ManualPage:
    title: str
    html: Markup


def manual_page(session: Session) -> ManualPage | None:
    """None for an extra session, which has no page."""
    if session.pack_session is None:
        return None
    article = pack_of(session.journey.pack_version).manual.get(session.pack_session)
    if article is None:
        return None
    # The pack's own renderer has HTML switched off and lets only harmless links through.
    return ManualPage(article.head.title, Markup(article.text.html()))  # noqa: S704
