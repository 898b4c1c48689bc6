"""What referrers of the demonstration hand in, through the public door's own role.

python -m safehome.config.demonstration.handed_in, as SAFEHOME_DOOR=reception
"""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from safehome.config.demonstration.telephones import telephone_of
from safehome.referrals.body import Body

W, S, H = "social-care", "school", "health"


def sketch(
    carer: str, child: str, born: int, *, referrer: str, kind: str, urgency: str = "ordinary",
    therapy: str = "planned", agree: str = "yes", sibling: str = "", words: str = "", **more: Any,
) -> Body:  # fmt: skip
    children = [
        {"name": child, "birth_date": date(born, 5, 17), "displayed": True, "lives_with": carer}
    ]
    if sibling:
        children.append({"name": sibling, "age": 7, "sibling": True, "lives_with": carer})
    return Body.model_validate(
        {
            "referrer": {"name": referrer, "kind": kind, "agency": {"social-care": "Northtown children’s services", "school": "Quay Street School", "health": "Harbour child health"}.get(kind, ""), "role": {"social-care": "Social worker", "school": "Head of pastoral care", "health": "Paediatric nurse"}.get(kind, ""), "phone": telephone_of(referrer)},
            "urgency": {"urgency": urgency, "safe_now": "yes" if urgency != "today" else "not-sure", "safe_now_words": "An adult is in the room when the children play."},
            "carers": [{"name": carer, "kind": "birth", "phone": telephone_of(carer), "knows": "yes", "safe_contact": "Mornings; no voicemail."}],
            "children": children,
            "behaviour": {"kinds": ["touch"], "when": "month", "where": ["home"], "words": words or "Noticed by an adult, who stayed calm and told us the same day. The children have been apart since."},
            "therapy": {"status": therapy, "provider": "Northtown child support" if therapy != "none" else ""},
            "network": [{"name": "Quay Street School", "role": "school", "phone": telephone_of("Quay Street School")}],
            "telling": {"carers_agree": agree},
        } | more
    )  # fmt: skip


ARRIVING = (
    ("harbour", sketch("Della Finch", "Robin Finch", 2013, referrer="Wren Ashby", kind=W, urgency="today", sibling="Poppy Finch")),
    ("harbour", sketch("Amrit Sandhu", "Kiran Sandhu", 2012, referrer="Paul Deane", kind=S, urgency="soon")),
    ("harbour", sketch("Maeve Doyle", "Finn Doyle", 2015, referrer="Ruth Obi", kind=H)),
    ("meadow", sketch("Nia Powell", "Gethin Powell", 2011, referrer="Huw Parry", kind=W, urgency="soon")),
)  # fmt: skip
TAKEN_IN = (
    ("harbour", "looked-at", sketch("Tess Holloway", "Max Holloway", 2014, referrer="Wren Ashby", kind=W, sibling="Lily Holloway")),
    ("harbour", "more", sketch("Yusuf Demir", "Eren Demir", 2012, referrer="Paul Deane", kind=S, therapy="none", agree="not-asked")),
    ("harbour", "", sketch("Agnes Kerr", "Struan Kerr", 2010, referrer="Ruth Obi", kind=H, urgency="today")),
    ("meadow", "looked-at", sketch("Catrin Rees", "Osian Rees", 2013, referrer="Huw Parry", kind=W)),
)  # fmt: skip
BY_TELEPHONE = sketch("Joan Pettifer", "Toby Pettifer", 2013, referrer="Joan Pettifer", kind="carer",
                      words="She rang herself, after her sister had told her of us.")  # fmt: skip


def hand_in_at_the_door() -> None:
    """What referrers handed in, from the public door's own process: only its role may."""
    from safehome.audit.ledger import audited
    from safehome.referrals import actions
    from safehome.referrals.entrance import enter

    for code, body in [*((code, body) for code, _, body in TAKEN_IN), *ARRIVING]:
        with audited():
            entrance = enter(code)
            assert entrance is not None, code
            begun = actions.begin_referral(by=entrance)
            actions.hand_in(begun.started, body, by=entrance)


def main() -> int:
    import django

    django.setup()
    hand_in_at_the_door()
    return 0


if __name__ == "__main__":
    sys.exit(main())
