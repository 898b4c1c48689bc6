"""Keeping what is typed, so that nobody's words are lost to anybody else's."""

from __future__ import annotations

import json
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.drafts.models import Draft, Sent, SetAside
from safehome.drafts.policies import may_draft
from safehome.drafts.queries import Body, body_of, draft_of
from safehome.families.models import Family
from safehome.kit.verdicts import ALLOW, permit
from safehome.people.access import Actor

__all__ = ["Conflict", "body_of", "discard", "draft_of", "save_draft", "send_once"]


class Conflict(Exception):
    """Somebody else saved meanwhile. Carries their text; the refused one was set aside."""

    def __init__(self, theirs: Body, version: int, saved_by: str) -> None:
        super().__init__(f"{saved_by} changed this while you were writing.")
        self.theirs = theirs
        self.version = version
        self.saved_by = saved_by


def save_draft(
    form: str, about: UUID, *, family: Family, body: Body, seen: int, by: Actor,
    replacing: bool = False,
) -> Draft:  # fmt: skip
    """Keep what has been typed into a form. The family must be open.

    seen: the version on the writer's screen, 0 when there was no draft.
    replacing: the writer has been shown the other text and saves theirs over it.
    Raises Conflict when the draft has moved on; both texts are then kept, the
    refused one set aside. A text replaced knowingly is set aside as well.
    """
    permit(may_draft(by, family))
    found = _locked(form, about)
    if found is None and seen == 0:
        try:
            with transaction.atomic():
                made = Draft(
                    organisation_id=family.organisation_id, family=family, form=form,
                    about_id=about, body=_written(body), saved_by_id=by.pk,
                )  # fmt: skip
                made.save(force_insert=True)
        except IntegrityError:  # somebody began at the very same moment
            found = _locked(form, about)
        else:
            audit.record("draft.saved", about=made, by=by)
            return made
    if found is None:
        # Sent or thrown away meanwhile: the words are kept, and not brought back to life.
        _set_aside(form, about, family, _written(body), by)
        raise Conflict({}, 0, "Somebody")
    if found.version != seen:
        if _written(body) != found.body:
            _set_aside(form, about, family, _written(body), by)
            audit.record("draft.conflicted", about=found, by=by)
        raise Conflict(body_of(found), found.version, found.saved_by.name)
    if replacing or found.saved_by_id != by.pk:
        _set_aside(form, about, family, found.body, by, kept_by=found.saved_by_id)
    found.body = _written(body)
    found.version += 1
    found.saved_at = timezone.now()
    found.saved_by_id = by.pk
    found.save()
    audit.record("draft.saved", about=found, by=by)
    return found


def discard(form: str, about: UUID, *, family: Family, by: Actor) -> None:
    """Remove a draft, because its form was sent or its writer threw it away."""
    permit(may_draft(by, family))
    found = _locked(form, about)
    if found is not None:
        audit.record("draft.discarded", about=found, by=by)
        found.delete()


def send_once(key: UUID, *, led_to: str, by: Actor) -> str | None:
    """Note that a form was sent with this key. None the first time; else where it led.

    A second press of the button waits for the first to finish, then is told the
    same address. When the first fails, its note goes with it.
    """
    permit(ALLOW)  # one's own notes: the database lets nobody see another's
    mine = Sent(organisation_id=by.organisation_id, person_id=by.pk, key=key, led_to=led_to)
    Sent.objects.bulk_create([mine], ignore_conflicts=True)
    kept = Sent.objects.get(organisation_id=by.organisation_id, person_id=by.pk, key=key)
    return None if kept.pk == mine.pk else kept.led_to


def _locked(form: str, about: UUID) -> Draft | None:
    return (
        Draft.objects.select_for_update(of=("self",))
        .select_related("saved_by")
        .filter(form=form, about_id=about)
        .first()
    )


def _written(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def _set_aside(
    form: str, about: UUID, family: Family, text: str, by: Actor, *, kept_by: UUID | None = None
) -> None:
    kept = SetAside.objects.create(
        organisation_id=family.organisation_id,
        family=family,
        form=form,
        about_id=about,
        body=text,
        kept_by_id=kept_by or by.pk,
    )
    audit.record("draft.set-aside", about=kept, by=by)
