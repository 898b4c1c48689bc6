"""Who works in the demonstration's organisations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Worker:
    name: str
    job: str
    roles: tuple[str, ...]
    team: str = ""
    leads: bool = False
    line: str = ""  # what one sees as them, for the page that offers to be them

    def email(self, code: str) -> str:
        return f"{self.name.split()[0].lower()}@{code}.example"


@dataclass(frozen=True)
class Service:
    name: str
    code: str
    nation: str
    teams: tuple[str, ...]
    workers: tuple[Worker, ...]
    is_office: bool = False


P, S = ("practitioner",), ("supervisor",)

SERVICES = (
    Service(
        "Harbour Family Service",
        "harbour",
        "england",
        ("North", "South"),
        (
            Worker("Amina Yusuf", "Family practitioner", P, "North",
                   line="Practitioner. Her caseload, sessions to prepare and record."),
            Worker("Noor Haddad", "Family practitioner", P, "North",
                   line="Practitioner in the same team, with families of her own."),
            Worker("Tom Ellery", "Family practitioner", P, "South",
                   line="Practitioner in another team."),
            Worker("Ben Carter", "Team supervisor", S, "North", True,
                   line="Supervisor. Sees every family of the North team."),
            Worker("Sam Okoye", "Team supervisor", S, "South", True,
                   line="Supervisor of the South team."),
            Worker("Priya Nair", "Safeguarding lead", ("safeguarding_lead",),
                   line="Safeguarding lead. Sees every family of the service."),
            Worker("Mo Brennan", "Service manager", ("manager",),
                   line="Manager. Sees caseloads and stages, not what was said."),
            Worker("Rita Flores", "Records officer", ("records_officer",),
                   line="Records officer. Answers for the record and who looked."),
            Worker("Ada Lewis", "Administrator", ("administrator",),
                   line="Administrator. Staff and roles; no family at all."),
            Worker("Eve Lindqvist", "External evaluator", ("evaluator",),
                   line="Evaluator. Frozen sets without names, and nothing else."),
        ),
    ),
    Service(
        "Meadow Children’s Trust",
        "meadow",
        "wales",
        ("Valleys",),
        (
            Worker("Dev Rao", "Senior practitioner", (*P, *S, "manager"), "Valleys", True,
                   line="Of another organisation: must never see Harbour’s families."),
            Worker("Carys Pugh", "Family practitioner", P, "Valleys",
                   line="Practitioner in Wales."),
        ),
    ),
    Service(
        "Northmoor Council",
        "northmoor",
        "scotland",
        ("Islands",),
        (
            Worker("Isla Munro", "Family practitioner", P, "Islands",
                   line="Practitioner in Scotland; many sessions by video."),
            Worker("Ewan Reid", "Team manager", (*S, "manager", "safeguarding_lead"), "Islands", True,
                   line="Supervisor, manager and lead in a small team."),
        ),
    ),
    Service(
        "Programme office",
        "office",
        "england",
        (),
        (Worker("Olu Adeyemi", "Programme lead", ("office",),
                line="Programme office: no family, by design. Uses the office door."),),
        is_office=True,
    ),
)  # fmt: skip

# Whose public door is there to be seen, by the word in its address.
FRONT_DOORS = tuple(service.code for service in SERVICES if not service.is_office)
