"""Everybody of the cast at every address of the staff's door, as the registry lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from safehome.config.doors import staff
from safehome.drafts.actions import keep_apart
from safehome.evaluation.actions import freeze_set
from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.families.queries import family_for
from safehome.informing import actions as informing
from safehome.informing import queries as letters
from safehome.journeys.models import Journey
from safehome.measures.actions import ask_at, give_answers, record_licence, set_goal
from safehome.measures.models import CheckInAsked
from safehome.measures.own_words import pages_translation
from safehome.network.actions import plan_milestone
from safehome.notices.actions import queue_notice
from safehome.people.access import Actor
from safehome.people.endpoints import STAFF, Endpoint, addresses, declared
from safehome.people.models import Person
from safehome.programme.queries import pack_of
from safehome.referrals import actions
from safehome.referrals.models import Arrival
from tests.factories import Cast, Making, signed_in_client
from tests.factories.contacts import make_professional as confirmed_professional
from tests.factories.contacts import reachable
from tests.factories.families import MadeFamily, make_family, make_journey, sessions_of
from tests.factories.links import make_kept_feedback, make_private_link
from tests.factories.packets import make_packet
from tests.factories.plans import make_all_of_a_plan, make_exemption
from tests.factories.reception import make_arrival, open_front_door
from tests.factories.recommendations import make_recommendation
from tests.factories.records import make_document, make_entry, make_flag, make_professional, part
from tests.factories.referrals import make_referral
from tests.factories.reports import finish_order, make_made_report, make_order, make_saved_report

SURNAME = "Quillfeather"  # nobody else's: if it is in a page, that page speaks of the family
PARAMETER = re.compile(r"<(\w+):(\w+)>")
# The first beginning that fits says what an address's pk is.
KINDS = (
    ("drafts/apart/", "apart"),
    ("drafts/private/", "family"),
    ("entries/documents/", "document"),
    ("entries/flags/", "flag"),
    ("entries/", "entry"),
    ("network/steps/", "step"),
    ("network/", "professional"),
    ("check-ins/", "check_in"),
    ("instruments/licences/", "instrument_licence"),
    ("instruments/asked/", "instrument_asked"),
    ("answers/", "answers"),
    ("journeys/sessions/", "session"),
    ("journeys/links/", "private_link"),
    ("journeys/feedback/", "feedback"),
    ("journeys/", "journey"),
    ("plans/versions/", "plan_version"),
    ("plans/lines/", "plan_line"),
    ("plans/breaches/", "plan_breach"),
    ("plans/reviews/", "plan_review"),
    ("plans/conditions/", "plan_condition"),
    ("plans/copies/", "plan_copy"),
    ("plans/exemptions/", "plan_exemption"),
    ("plans/<uuid:family>/", "family"),
    ("plans/", "plan"),
    ("families/members/", "member"),
    ("families/assignments/", "assignment"),
    ("families/blocks/", "block"),
    ("families/ties/", "tie"),
    ("families/homes/", "home"),
    ("families/hidden/", "hidden"),
    ("families/merges/", "merge"),
    ("families/departures/", "departure"),
    ("outcomes/frozen/", "frozen"),
    ("outcomes/orders/", "order"),
    ("outcomes/saved/made/", "made_report"),
    ("outcomes/saved/", "saved_report"),
    ("staff/", "person"),
    ("packets/", "packet"),
    ("recommendations/", "recommendation"),
    ("referrals/waiting/", "family"),
    ("referrals/capacity/", "person"),
    ("referrals/arrivals/", "arrival"),
    ("referrals/<uuid:pk>/tasks/", "taken_down"),
    ("referrals/<uuid:pk>/keep/", "taken_down"),
    ("referrals/<uuid:pk>/check/", "taken_down"),
    ("referrals/", "referral"),
    ("", "family"),
)


@dataclass(frozen=True)
class Address:
    """One address with what it declares."""

    name: str
    pattern: str
    endpoint: Endpoint

    @property
    def method(self) -> str:
        return "GET" if "GET" in self.endpoint.methods else "POST"

    @property
    def has_id(self) -> bool:
        return "<uuid:" in self.pattern

    def path(self, ids: dict[str, object]) -> str:
        """Filled with the ids of one family's things, or with random ones."""

        def fill(found: re.Match[str]) -> str:
            kind = found[2]
            if kind == "pk":
                kind = next(kind for prefix, kind in KINDS if self.pattern.startswith(prefix))
            return str(ids.get(kind, 1 if found[1] == "int" else "start"))

        return "/" + PARAMETER.sub(fill, self.pattern)


def every_address() -> list[Address]:
    found = []
    for name, pattern, view in addresses(staff.urlpatterns):
        endpoint = declared(view)
        assert endpoint is not None, pattern
        found.append(Address(name or pattern, pattern, endpoint))
    return found


@dataclass(frozen=True)
class Visit:
    """A family on its journey, who may come, and the ids of what is theirs."""

    family: UUID
    ids: dict[str, object]
    people: dict[str, Person]
    clients: dict[str, Client]

    def random_ids(self) -> dict[str, object]:
        return {kind: uuid4() if isinstance(own, UUID) else own for kind, own in self.ids.items()}

    def ask(self, who: str, address: Address, method: str = "", ids: object = None) -> HttpResponse:
        path = address.path(ids or self.ids)  # type: ignore[arg-type]
        return self.clients[who].generic(method or address.method, path)


def referrals_of(cast: Cast, acting: object, blocked: Person) -> tuple[UUID, UUID, UUID]:
    """One that is considered, one being taken down, and one that waits to be taken in."""
    open_front_door(cast.mo)
    with acting(cast.amina) as by:  # type: ignore[operator]
        referral, taken_down = make_referral(by), actions.take_down(by=by)
    with acting(cast.priya) as by:  # type: ignore[operator]
        for one in (referral, taken_down):
            actions.step_aside(one, whom=blocked.pk, because="related", by=by)
    make_arrival()
    with acting(cast.priya):  # type: ignore[operator]
        arrival = Arrival.objects.get().pk
    return referral.pk, taken_down.pk, arrival


def informed_of(by: Actor, made: MadeFamily) -> dict[str, object]:
    """A letter and a message that wait, and a professional who may be written to."""
    carer = reachable(made.carers[0], by=by)
    someone = confirmed_professional(made.family, by=by)
    letter = informing.write_letter(
        letters.member_addressee(carer), channel="in-person", template="own:blank", by=by,
        title="Hello", body="All is well.", matter="progress", basis="themselves",
    )  # fmt: skip
    notice = queue_notice(carer, "please-ring", channel="text", by=by)
    return {"professional": someone.pk, "letter": letter.pk, "notice": notice.pk}


def licence_of(cast: Cast, acting: object) -> UUID:
    """A licence for the words of an instrument."""
    with acting(cast.mo) as by:  # type: ignore[operator]
        return record_licence(
            "who-5", granted_by="Its owner", reference="1", begins_on=timezone.localdate(),
            ends_on=None, display=True, print=True, export=False, by=by,
        ).pk  # fmt: skip


def asked_besides(cast: Cast, acting: object) -> UUID:
    """A choice to ask an instrument, of which only scores are kept."""
    with acting(cast.mo) as by:  # type: ignore[operator]
        return ask_at("sdq", ["end"], begins_on=timezone.localdate(), by=by).pk


def low_answers_of(carer: FamilyMember, journey: Journey, by: Actor) -> CheckInAsked:
    """Answers that ask a person to check in."""
    asked = pack_of(journey.pack_version).questionnaire("home")
    give_answers(
        carer, asked, {item.id: 0 for item in asked.items}, journey=journey.pk,
        pack_version=journey.pack_version, point="baseline", mode="paper",
        on=timezone.localdate(), by=by,
    )  # fmt: skip
    return CheckInAsked.objects.get(carer=carer)


def template_of(cast: Cast, acting: object) -> UUID:
    with acting(cast.mo) as by:  # type: ignore[operator]
        return informing.keep_template(
            key="hello", title="Hello", to="carer", language="en", body="Dear {carer_name}", by=by
        ).pk


def visit_of(cast: Cast, making: Making, acting: object) -> Visit:
    with acting(cast.amina) as by:  # type: ignore[operator]
        made = make_family(by, cast, name=SURNAME)
        carer, (child, *_) = made.carers[0], made.children
        families.relate(carer, "parent", child, by=by)
        home = families.add_household(made.family, name=f"{SURNAME} home", by=by)
        hidden = families.hide_home(home, member=carer, by=by)
        gone = families.give_up_home(
            families.add_household(made.family, name=f"{SURNAME} flat", by=by),
            on=timezone.localdate(), because=SURNAME, by=by,
        )  # fmt: skip
        journey = make_journey(by, made)
        session = sessions_of(journey)[0]
        records = {
            "entry": make_entry(by, made, [part("It was fine.", made.carers[0])]).pk,
            "document": make_document(by, made).pk,
            "flag": make_flag(by, made).pk,
            "professional": make_professional(by, made).pk,
            "step": plan_milestone(
                made.children[0], kind="joint-review", planned_on=timezone.localdate(), by=by
            ).pk,
            "child": made.children[0].pk,
        }
        records["feedback"] = make_kept_feedback(by, journey).pk
        records["private_link"] = make_private_link(by, journey).link.pk
        records["apart"] = keep_apart(
            "session-record", session.pk, family=made.family, body={"next_step": SURNAME}, by=by
        ).pk
        family_for(by, made.pk, purpose="making")
        records["goal"] = set_goal(
            made.carers[0], SURNAME, journey=journey.pk, on=timezone.localdate(), by=by
        ).goal_id
        asked = low_answers_of(made.carers[0], journey, by)
        records["check_in"], records["answers"] = asked.pk, asked.answers_id
        informed = informed_of(by, made)
        planned = make_all_of_a_plan(by, made)
    every = sorted(STAFF)
    blocked = making.person("Bea Blocked", cast.harbour, *every, team=cast.team, leads=True)
    making.block(blocked, made.pk)
    with acting(cast.priya) as by:  # type: ignore[operator]
        family = family_for(by, made.pk, purpose="making")
        other = make_family(by, cast, name=SURNAME, carers=(), children=())
        records["plan_exemption"] = make_exemption(by, made).pk
        records["merge"] = families.merge_families(
            family, other.family, because="one family", by=by
        ).pk

    with acting(cast.mo) as by:  # type: ignore[operator]
        records["packet"] = make_packet(by).pk
        records["recommendation"] = make_recommendation(by).pk

    def pk_of(table: str) -> UUID:
        row = making.admin.execute(f"SELECT id FROM {table} WHERE family_id = %s", [made.pk])
        found: UUID = row.fetchone()[0]  # type: ignore[index]
        return found

    with acting(cast.mo) as by:  # type: ignore[operator]
        records["frozen"] = freeze_set("For the evaluation", by=by).pk
        records["saved_report"] = make_saved_report(by).pk
        records["order"] = make_order(by).pk
    records["made_report"] = make_made_report(making.admin, records["saved_report"])
    finish_order(making.admin)
    referral, taken_down, arrival = referrals_of(cast, acting, blocked)
    ids = {
        "place": "not-yet",
        "referral": referral, "taken_down": taken_down, "arrival": arrival,
        "section": "adults", "page": "who",
        "family": made.pk, "journey": journey.pk, "session": session.pk, "about": session.pk,
        "member": made.carers[0].pk, "carer": made.carers[0].pk,
        "assignment": pk_of("families_assignment"), "block": pk_of("families_block"),
        "tie": pk_of("families_relationship"), "home": home.pk, "hidden": hidden.pk,
        "departure": gone.pk,
        "instrument": "who-5", "instrument_licence": licence_of(cast, acting),
        "instrument_asked": asked_besides(cast, acting),
        "person": cast.noor.pk, "point": "end", "questionnaire": "kuc", "kind": "taking-part",
        "purpose": "taking-part", "form": "session-record", "words": "turn",
        "handout": "01-our-plan-for-now", "version": "en",
        "translation": pages_translation("cy").print,  # type: ignore[union-attr]
        "template": template_of(cast, acting), **records, **informed,
        **planned,
    }  # fmt: skip
    names = ("amina", "noor", "ben", "sam", "priya", "mo", "rita", "ada", "dev")
    people = {name: getattr(cast, name) for name in names} | {"blocked": blocked}
    clients = {name: signed_in_client(person) for name, person in people.items()}
    clients["no-second-factor"] = signed_in_client(cast.amina, second_factor=False)
    clients["nobody"] = Client()
    for client in clients.values():
        client.raise_request_exception = False
    return Visit(made.pk, ids, people, clients)
