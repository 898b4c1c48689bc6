"""Messages as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from safehome.design.words import moment
from safehome.families.models import Channel, Family
from safehome.measures.actions.links import LASTS
from safehome.notices.models import WRITTEN_ELSEWHERE, Held, Notice, NoticeKind
from safehome.notices.queries import notices_of
from safehome.notices.wording import NEEDS_A_MOMENT, Page, words_of

DID_NOT_GO, MAY_HAVE_GONE = "Did not go", "May have gone"
HELD = (DID_NOT_GO, MAY_HAVE_GONE)


@dataclass(frozen=True)
class Message:
    """One message: to whom, what it says, where it stands."""

    pk: UUID
    to: str
    kind: str
    words: str
    how: str
    state: str
    colour: str
    because: str
    at: datetime
    by: str
    can_be_recalled: bool
    may_have_gone: bool


def messages_of(family: Family) -> list[Message]:
    """A family's messages, newest first. Letters by e-mail stand with the letters."""
    return [_message(one) for one in notices_of(family).exclude(kind=NoticeKind.LETTER)]


def _message(notice: Notice) -> Message:
    to = notice.member or notice.professional
    meets = timezone.localtime(notice.meets_at) if notice.meets_at else None
    state, colour, at = how_it_stands(notice)
    return Message(
        notice.pk, to.name if to else "", NoticeKind(notice.kind).label,
        words_of(notice.kind, notice.language, at=meets, page=_page(notice)).text,
        Channel(notice.channel).label,
        state, colour, Held(notice.held_because).label if state in HELD else "", at,
        notice.written_by.name, _can_be_recalled(notice),
        state == MAY_HAVE_GONE,
    )  # fmt: skip


def _page(notice: Notice) -> Page | None:
    """The page that a message led to. Its address is kept nowhere, so it is only named.

    Managers see messages and no private links: row security leaves the link out for them.
    """
    if notice.kind != NoticeKind.PRIVATE_LINK:
        return None
    link = notice.private_link
    return Page("(the address of the link)", timezone.localdate(link.until) if link else None)


def _can_be_recalled(notice: Notice) -> bool:
    under_way = notice.handing_at is not None and notice.held_at is None
    return notice.sent_at is None and notice.recalled_at is None and not under_way


def how_it_stands(notice: Notice) -> tuple[str, str, datetime]:
    """In a word, the colour of its sign, and since or from when."""
    if notice.recalled_at is not None:
        return "Called back", "grey", notice.recalled_at
    if notice.sent_at is not None:
        return "Sent", "green", notice.sent_at
    if notice.held_at is not None:
        perhaps = notice.held_because == Held.PERHAPS
        return MAY_HAVE_GONE if perhaps else DID_NOT_GO, "red", notice.held_at
    if notice.handing_at is not None:
        return "Is being handed over", "blue", notice.handing_at
    if notice.tries:
        return "Tried; goes again", "yellow", notice.not_before
    return "Goes", "blue", notice.not_before


def when_it_goes(notice: Notice) -> str:
    """What the writer is told once a message is written."""
    goes = timezone.localtime(notice.not_before)
    if goes <= timezone.localtime():
        return "The message goes now. It can be called back until it has gone."
    return f"The message goes on {moment(goes)}, as they agreed. Until then it can be called back."


def sample_of_link() -> str:
    """What a message with a private link says, in English."""
    page = Page("(the address)", timezone.localdate() + timedelta(days=LASTS))
    return words_of(NoticeKind.PRIVATE_LINK, "en", page=page).text


def sample_words() -> list[tuple[str, str]]:
    """What each kind of message says."""
    soon = timezone.localtime()
    return [
        (kind.label, words_of(kind, "en", at=soon if kind in NEEDS_A_MOMENT else None).text)
        for kind in NoticeKind
        if kind not in WRITTEN_ELSEWHERE
    ]
