"""Private drafts: forms of people who may not write in the record that the form is about.

kept = keeping_private("turn", record=family.pk, by=request.actor)   # the record must be open
if form.is_valid():
    if not was_sent(request, there):
        act(…)
        kept.done()
    return redirect(there)
kept.show(request, form)  # then render, with `kept` for the layout

The room above says who may fill such a form in, and opens its record:
`private_draftable("turn", opens=…)` (`safehome/drafts/registry.py`). Nobody else reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from safehome.drafts.actions import forget_private, keep_private
from safehome.drafts.keeping import Kept
from safehome.drafts.models import PrivateDraft
from safehome.drafts.queries import Body, private_draft_of
from safehome.drafts.registry import is_private
from safehome.people.access import Actor


@dataclass
class KeepingPrivate(Kept[PrivateDraft]):
    """A form of one's own. about: the family or the referral, whose key seals the words."""

    @property
    def url(self) -> str:
        return reverse("drafts:keep-private", args=[self.form, self.about])

    def keep(self, body: Body) -> PrivateDraft:
        return keep_private(self.form, self.about, body=body, seen=self.version, by=self.by)

    def done(self) -> None:
        """The form was sent."""
        if self.draft is not None:
            forget_private(self.draft, by=self.by)


def keeping_private(form: str, *, record: UUID, by: Actor) -> KeepingPrivate:
    """record: the family or the referral that the form is about. It must be open."""
    assert is_private(form), form
    return KeepingPrivate(form, record, by, private_draft_of(form, record, by))
