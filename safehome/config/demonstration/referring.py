"""The demonstration's front doors, and referrals in every state."""

from __future__ import annotations

import subprocess
import sys

from safehome.config.demonstration.handed_in import BY_TELEPHONE, TAKEN_IN
from safehome.config.demonstration.seeding import worker
from safehome.people.access import acting_as
from safehome.referrals import actions
from safehome.referrals.models import Arrival
from safehome.referrals.writing import Writing

DOORS = {
    "harbour": (
        "Mo Brennan",
        3,
        "01632 960100",
        "For families in and around Harbour. We ring you before we ring anybody else.",
    ),
    "meadow": ("Dev Rao", 5, "01632 960200", "Croeso. You can write to us in Welsh or in English."),
    "northmoor": (
        "Ewan Reid",
        3,
        "",
        "Closed until the new year while two of us are in training. Ring the council’s duty desk meanwhile.",
    ),
}
CLOSED = ("northmoor",)

TAKES_IN = {"harbour": "Ben Carter", "meadow": "Dev Rao"}


def open_front_doors() -> None:
    for code, (manager, days, phone, words) in DOORS.items():
        with acting_as(worker(manager)) as by:
            actions.set_front_door(
                is_open=True, answer_within_days=days, words=words, phone=phone, by=by
            )
            if code in CLOSED:
                actions.set_front_door(
                    is_open=False, answer_within_days=days, words=words, phone=phone, by=by
                )


def take_some_in() -> None:
    """The oldest ones, with what their referrers may see; and two by telephone."""
    for code, person in TAKES_IN.items():
        stages = [stage for at, stage, _ in TAKEN_IN if at == code]
        with acting_as(worker(person)) as by:
            waiting = list(Arrival.objects.filter(taken_at=None).order_by("arrived_at"))
            for arrival, stage in zip(waiting, stages, strict=False):
                referral = actions.take_in(arrival, by=by)
                if stage:
                    actions.tell_referrer(referral, stage, by=by)
    with acting_as(worker("Amina Yusuf")) as by:
        done = actions.take_down(by=by)
        actions.hand_in_taken_down(done, Writing(body=BY_TELEPHONE), nation="england", by=by)
        begun = actions.take_down(by=by)
        partly = BY_TELEPHONE.model_copy(update={"carers": [], "children": []})
        actions.write_down(begun, Writing(body=partly), by=by)


def write_referrals(environment: dict[str, str]) -> None:
    """Open the doors, let referrals arrive, and take some in. Each as who may."""
    open_front_doors()
    subprocess.run(
        [sys.executable, "-m", "safehome.config.demonstration.handed_in"], check=True,
        env=environment | {"SAFEHOME_DOOR": "reception"},
    )  # fmt: skip
    take_some_in()
