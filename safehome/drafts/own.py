"""Words of one's own: forms of people who may not write in the record that the form is about.

kept = keeping_own("turn", record=family.pk, by=request.actor)   # the record must be open
if form.is_valid():
    if not was_sent(request, there):
        act(…)
        kept.done()
    return redirect(there)
kept.show(request, form)  # then render, with `kept` for the layout

The room above says who may fill such a form in, and opens its record:
`own_words("turn", opens=…)` (`safehome/drafts/registry.py`). Nobody else reads what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from safehome.drafts.actions import forget_own, keep_own
from safehome.drafts.keeping import Kept
from safehome.drafts.models import OwnWords
from safehome.drafts.queries import Body, own_words_of
from safehome.drafts.registry import is_own
from safehome.people.access import Actor


@dataclass
class KeepingOwn(Kept[OwnWords]):
    """A form of one's own. about: the family or the referral, whose key seals the words."""

    @property
    def url(self) -> str:
        return reverse("drafts:keep-own", args=[self.form, self.about])

    def keep(self, body: Body) -> OwnWords:
        return keep_own(self.form, self.about, body=body, seen=self.version, by=self.by)

    def done(self) -> None:
        """The form was sent."""
        if self.draft is not None:
            forget_own(self.draft, by=self.by)


def keeping_own(form: str, *, record: UUID, by: Actor) -> KeepingOwn:
    """record: the family or the referral that the form is about. It must be open."""
    assert is_own(form), form
    return KeepingOwn(form, record, by, own_words_of(form, record, by))
