"""Make the demonstration's databases, found its organisations and publish the open pack.

All as the migrating role and in one process, for its libraries take seconds to read.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta


def main() -> int:
    from safehome.config import deploy

    if refused := deploy.main():
        return refused
    from django.db import connection

    from safehome.config.demonstration.staff import SERVICES
    from safehome.config.environment import PROJECT
    from safehome.config.founding import accredit, add_person, add_team, found_organisation
    from safehome.programme.actions import publish_pack

    connection.ensure_connection()
    raw = connection.connection
    until = date.today() + timedelta(days=400)  # noqa: DTZ011 - a day somewhere next year will do
    for service in SERVICES:
        founded = found_organisation(
            raw, service.name, service.code, nation=service.nation, is_office=service.is_office
        )
        for team in service.teams:
            add_team(raw, founded, team)
        for worker in service.workers:
            add_person(
                raw, founded, worker.name, worker.email(service.code), worker.job,
                roles=worker.roles, team=worker.team, leads=worker.leads,
            )  # fmt: skip
            if "practitioner" in worker.roles:
                accredit(raw, founded, worker.name, until)
    publish_pack(PROJECT / "packs" / "open" / "1.0")
    return 0


if __name__ == "__main__":
    sys.exit(main())
