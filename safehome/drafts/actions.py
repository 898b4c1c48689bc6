"""Keeping what is typed, so that nobody's words are lost to anybody else's."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.drafts.models import Draft, PrivateDraft, Sent, SetAside
from safehome.drafts.policies import may_draft
from safehome.drafts.queries import Body, apart, body_of, draft_of, id_of
from safehome.drafts.registry import takes_a_draft_sql
from safehome.families.models import Family
from safehome.kit.together import filled
from safehome.kit.verdicts import ALLOW, permit
from safehome.people.access import Actor

__all__ = [
    "Conflict", "body_of", "discard", "draft_of", "forget_private", "keep_apart", "keep_private",
    "remove", "save_draft", "save_undisputed", "send_once",
]  # fmt: skip


class Conflict(Exception):
    """Somebody else saved meanwhile. Carries their text; the refused one was set aside."""

    def __init__(self, theirs: Body, version: int, saved_by: str) -> None:
        super().__init__(f"{saved_by} changed this while you were writing.")
        self.theirs = theirs
        self.version = version
        self.saved_by = saved_by


# The same words for a first draft and for a later one: both are refused, and written by
# nobody, unless the record can be seen, takes a draft, and was last written by this person;
# and, later, knows everybody in the family: what others wrote of somebody else is kept.
BEGIN = """
    INSERT INTO drafts_draft (id, organisation_id, family_id, form, about_id, body, version,
                              saved_at, saved_by_id)
    SELECT %s, %s, %s, %s, %s, %s, 1, %s, %s WHERE EXISTS ({takes_it})
    ON CONFLICT DO NOTHING RETURNING version
"""
GO_ON = """
    UPDATE drafts_draft SET body = %s, version = version + 1, saved_at = %s
     WHERE id = %s AND organisation_id = %s AND family_id = %s AND version = %s
       AND saved_by_id = %s AND NOT EXISTS (SELECT 1 FROM families_restriction r
         WHERE r.organisation_id = drafts_draft.organisation_id
           AND r.family_id = drafts_draft.family_id AND r.lifted_at IS NULL
           AND NOT (drafts_draft.saved_by_id = ANY (r.readers)))
       AND EXISTS ({takes_it})
    RETURNING version
"""


def save_undisputed(
    form: str, about: UUID, *, family: UUID, body: Body, seen: int, by: Actor
) -> Draft | None:
    """Keep what has been typed where nobody else has a hand in it: one statement.

    None when it is any other case, and nothing was written: ask save_draft, which
    knows what to do. The family must be open; that it can be seen is part of the
    statement.
    """
    permit(may_draft(by, Family(pk=family, organisation_id=by.organisation_id)))
    condition = takes_a_draft_sql(form)
    if condition is None:
        return None
    takes_it, gaps, place = condition
    draft = Draft(
        id=id_of(form, about, by.organisation_id), organisation_id=by.organisation_id,
        family_id=family, form=form, about_id=about, body=_written(body), saved_by_id=by.pk,
    )  # fmt: skip
    sealed = bytes(Draft._meta.get_field("body").pre_save(draft, True))
    bound = [by.organisation_id, family]
    values: list[Any]
    if seen == 0:
        values = [draft.pk, *bound, form, about, sealed, draft.saved_at, by.pk]
    else:
        values = [sealed, draft.saved_at, draft.pk, *bound, seen, by.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            (GO_ON if seen else BEGIN).format(takes_it=takes_it),
            [*values, *filled(gaps, {"family": family, "about": about, "place": place})],
        )
        written = cursor.fetchone()
    if written is None:
        return None
    draft.version = written[0]
    audit.record("draft.saved", about=draft, by=by, purpose=form)
    return draft


def save_draft(
    form: str, about: UUID, *, family: Family, body: Body, seen: int, by: Actor,
    replacing: bool = False,
) -> Draft:  # fmt: skip
    """Keep what has been typed into a form. The family must be open.

    seen: the version on the writer's screen, 0 when there was no draft.
    replacing: the writer has been shown the other text and saves theirs over it.
    Raises Conflict when the draft has moved on; both texts are then kept, the
    refused one set aside. A text replaced knowingly is set aside as well. What the
    draft holds about somebody of whom the writer may not know is neither shown nor
    replaced.
    """
    permit(may_draft(by, family))
    found = _locked(form, about)
    if found is None and seen == 0:
        try:
            with transaction.atomic():
                made = Draft(
                    id=id_of(form, about, family.organisation_id), about_id=about, form=form,
                    organisation_id=family.organisation_id, family=family,
                    body=_written(body), saved_by_id=by.pk,
                )  # fmt: skip
                made.save(force_insert=True)
        except IntegrityError:  # somebody began at the very same moment
            found = _locked(form, about)
        else:
            audit.record("draft.saved", about=made, by=by, purpose=form)
            return made
    if found is None:
        # Sent or thrown away meanwhile: the words are kept, and not brought back to life.
        _set_aside(form, about, family, _written(body), by)
        raise Conflict({}, 0, "Somebody")
    theirs, hidden = apart(by, body_of(found))
    if found.version != seen:
        if body != theirs:
            _set_aside(form, about, family, _written(body), by)
            audit.record("draft.conflicted", about=found, by=by)
        raise Conflict(theirs, found.version, found.saved_by.name)
    if replacing or found.saved_by_id != by.pk:
        _set_aside(form, about, family, found.body, by, kept_by=found.saved_by_id)
    found.body = _written(body | hidden)
    found.version += 1
    found.saved_at = timezone.now()
    found.saved_by_id = by.pk
    found.save()
    audit.record("draft.saved", about=found, by=by, purpose=form)
    return found


def discard(form: str, about: UUID, *, family: Family, by: Actor) -> None:
    """Remove a draft, because its form was sent or its writer threw it away."""
    permit(may_draft(by, family))
    remove(_locked(form, about), family=family, by=by)


def remove(found: Draft | None, *, family: Family, by: Actor) -> None:
    """Remove a draft that the caller has read and holds. Another's words are set aside first."""
    permit(may_draft(by, family))
    if found is None:
        return
    if found.saved_by_id != by.pk:
        _set_aside(found.form, found.about_id, family, found.body, by, kept_by=found.saved_by_id)
    audit.record("draft.discarded", about=found, by=by)
    # Nothing hangs on a draft, so there is nothing to look for before it goes.
    Draft.objects.filter(pk=found.pk)._raw_delete("default")


def keep_apart(form: str, about: UUID, *, family: Family, body: Body, by: Actor) -> SetAside:
    """Keep words for which the record has no room any more, such as one signed meanwhile.

    The same words are kept once, however often they are sent. The family must be open.
    """
    permit(may_draft(by, family))
    text = _written(body)
    mine = SetAside.objects.filter(form=form, about_id=about, kept_by_id=by.pk)
    same = next((one for one in mine if one.body == text), None)
    return same or _set_aside(form, about, family, text, by)


def keep_private(form: str, record: UUID, *, body: Body, seen: int, by: Actor) -> PrivateDraft:
    """Keep what somebody typed into a form of their own. Its record must be open.

    seen: the version on the writer's screen, 0 when there was none. Raises Conflict, with
    the newer text, when they typed on elsewhere: in another window, or on a telephone.
    """
    permit(ALLOW)  # one's own: the database lets nobody see another's
    ours = {
        "organisation_id": by.organisation_id, "person_id": by.pk, "form": form,
        "record_id": record,
    }  # fmt: skip
    made = PrivateDraft(**ours)
    made.body = _written(body)
    found = PrivateDraft.objects.select_for_update(of=("self",)).filter(**ours).first()
    if found is None:  # none yet, or sent meanwhile: they are words of this form, and begin it
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:  # in another window, at the very same moment
            found = PrivateDraft.objects.get(**ours)
        else:
            audit.record("draft.saved", about=made, by=by, purpose=form)
            return made
    if found.version != seen:
        raise Conflict(body_of(found), found.version, "You, in another window,")
    found.body = made.body
    found.version += 1
    found.saved_at = timezone.now()
    found.save()
    audit.record("draft.saved", about=found, by=by, purpose=form)
    return found


def forget_private(words: PrivateDraft, *, by: Actor) -> None:
    """Remove what somebody typed into a form of their own, because it was sent."""
    permit(ALLOW)  # as above
    audit.record("draft.discarded", about=words, by=by)
    PrivateDraft.objects.filter(pk=words.pk)._raw_delete("default")


SEND = """
    INSERT INTO drafts_sent (id, organisation_id, person_id, key, led_to, sent_at)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id
"""


def send_once(key: UUID, *, led_to: str, by: Actor) -> str | None:
    """Note that a form was sent with this key. None the first time; else where it led.

    A second press of the button waits for the first to finish, then is told the
    same address. When the first fails, its note goes with it.
    """
    permit(ALLOW)  # one's own notes: the database lets nobody see another's
    mine = Sent(organisation_id=by.organisation_id, person_id=by.pk, key=key, led_to=led_to)
    with connection.cursor() as cursor:
        cursor.execute(
            SEND, [mine.pk, mine.organisation_id, mine.person_id, key, led_to, mine.sent_at]
        )
        if cursor.fetchone() is not None:
            return None
    kept = Sent.objects.get(organisation_id=by.organisation_id, person_id=by.pk, key=key)
    return kept.led_to


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
) -> SetAside:
    kept = SetAside.objects.create(
        organisation_id=family.organisation_id,
        family=family,
        form=form,
        about_id=about,
        body=text,
        kept_by_id=kept_by or by.pk,
    )
    audit.record("draft.set-aside", about=kept, by=by)
    return kept
