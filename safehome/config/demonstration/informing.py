"""Letters, messages, who was told and who knows, for some of the demonstration's families."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from django.utils import timezone

from safehome.config.demonstration.telephones import mobile_of
from safehome.families import actions as families
from safehome.families.models import Family, FamilyMember
from safehome.informing import actions, queries
from safehome.informing.models import Matter
from safehome.network.models import Professional
from safehome.notices.actions import queue_notice
from safehome.people.access import Actor

# Family → who → what they know: one letter a matter, in the order of the table.
# k knows, p in part, n does not know, x must not be told.
KNOWS = {
    "Marlow": {"Carol": "kkkkkkk", "Dean": "kkkpn", "Jay": "kkkk", "Mina": "nkk", "Oscar": "nn"},
    "Achebe": {"Ngozi": "kkkkkkk", "Chidi": "kkkpnn..x", "Emeka": "kk", "Ada": "nk..n"},
    "Whitcombe": {"Jean": "kkkkkk", "Ron": "kkkpkk", "Alfie": "kkk"},
    "Doyle": {"Siobhan": "kkkkkk", "Patrick": "kkpp", "Cian": "kk", "Aoife": "nn"},
    "Prosser": {"Mair": "kkkkk", "Gethin": "kk", "Non": "n"},
}  # fmt: skip
LETTERS = {"k": "knows", "p": "in-part", "n": "not", "x": "must-not"}
TOLD = {
    "Marlow": (
        "Dean",
        Matter.PROGRESS,
        "That Carol and I have met three times, and what about.",
        9,
    ),
    "Achebe": (
        "Chidi",
        Matter.PROGRESS,
        "That Ngozi and I are half-way, and the day of his own talk.",
        6,
    ),
    "Whitcombe": ("Ron", Matter.PLAN, "His part of the evening plan. He read it and nodded.", 12),
    "Doyle": ("Patrick", Matter.PROGRESS, "How far Siobhan and I are, and that he is welcome.", 20),
}
WORDS = (
    "Dear {0},\n\nThank you for your time last week. I hope the quiet hour after tea is holding.\n\n"
    "**Our next talk is on Thursday at ten, at our office.**\n\nIf you would like another time, "
    "please ring me on 01632 960100.\n\nWith kind regards,\n\n{1}"
)


def keep_informed(family: Family, name: str, adults: Sequence[FamilyMember], *, by: Actor) -> None:
    """What is known, said and on its way in this family. The family must be open."""
    everybody = {one.called: one for one in FamilyMember.objects.filter(family=family)}
    for called, known in KNOWS.get(name, {}).items():
        for matter, letter in zip(Matter, known, strict=False):
            if called in everybody and letter in LETTERS:
                actions.note_knowing(
                    family, matter=matter, knows=LETTERS[letter], member=everybody[called], by=by
                )
    if name in TOLD:
        called, about, words, days = TOLD[name]
        actions.note_told(
            family, matter=about, words=words, on=timezone.localdate() - timedelta(days=days),
            how="in-person", basis="explained", member=everybody[called], by=by,
        )  # fmt: skip
    if name in ("Marlow", "Whitcombe", "Achebe"):
        _letter(adults[-1 if name == "Achebe" else 0], by=by)
    if name == "Doyle":
        _to_a_professional(family, by=by)
    if name == "Marlow":
        _messages(everybody["Carol"], by=by)
    if name == "Nowak":
        _will_be_held(adults[0], by=by)


def _letter(to: FamilyMember, *, by: Actor) -> None:
    """A letter to be handed over, which can still be called back."""
    actions.write_letter(
        queries.as_they_stand(to, None), channel="in-person", template="own:blank",
        title="Our next talk", body=WORDS.format(to.called, by.name), matter=Matter.PROGRESS,
        basis="themselves", format=queries.as_they_stand(to, None).format, by=by,
    )  # fmt: skip


def _to_a_professional(family: Family, *, by: Actor) -> None:
    """A letter by e-mail to whoever is confirmed, if anybody is."""
    someone = Professional.objects.filter(
        family=family, confirmed_at__isnull=False, until=None
    ).first()
    if someone is None or not someone.email:
        return
    actions.write_letter(
        queries.as_they_stand(None, someone), channel="email", template="own:blank",
        title="Keeping you informed", matter=Matter.PROGRESS, basis="explained", by=by,
        body=f"Hello,\n\nOur talks go on as planned. Nothing has come up that you need to act on."
        f"\n\nWith kind regards,\n\n{by.name}",
    )  # fmt: skip


def _messages(carol: FamilyMember, *, by: Actor) -> None:
    """Carol may be texted in the morning: a reminder waits for it."""
    carol = _reachable(carol, by=by)
    families.agree_safe_contact(
        carol, channel="phone", also=["text"], days=[1, 2, 3, 4, 5], not_before=time(9),
        not_after=time(11), must_not_know="her brother", by=by,
        review_on=timezone.localdate() + timedelta(days=60),
    )  # fmt: skip
    soon = timezone.now() + timedelta(days=1, hours=14)
    queue_notice(
        carol, "meeting", channel="text", meets_at=soon + timedelta(days=6), at=soon, by=by
    )


def _will_be_held(to: FamilyMember, *, by: Actor) -> None:
    """Written, and then he asked not to be texted any more: it will not go, and says why."""
    to = _reachable(to, by=by)
    queue_notice(to, "please-ring", channel="text", by=by)
    families.agree_safe_contact(
        to, channel="in-person", hours="Ask me when we meet.", by=by,
        review_on=timezone.localdate() + timedelta(days=60),
    )  # fmt: skip


def _reachable(member: FamilyMember, *, by: Actor) -> FamilyMember:
    now = FamilyMember.objects.get(pk=member.pk)
    return families.correct_member(now, seen=now.version, by=by, phone=mobile_of(member.name))
