import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from safehome.audit import signing
from safehome.audit.verifying import verify

SEES_ALL = (
    "SELECT pg_has_role(current_user, 'sh_owner', 'MEMBER')"
    " OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
)


class Command(BaseCommand):
    help = (
        "Check every organisation's audit, event by event, and against the signed heads. "
        "Run it as the deploying process: SAFEHOME_DOOR=deploy. Exit code 1 when one was touched."
    )
    requires_system_checks = ()

    def handle(self, *_: object, **__: object) -> None:
        folder = signing.heads_folder()
        try:
            signed = (
                signing.signed_heads(key=signing.signing_key(), folder=folder)
                if any(folder.glob("*.json"))
                else {}
            )
        except (signing.NotSigned, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from None
        connection.ensure_connection()
        raw: psycopg.Connection = connection.connection
        row = raw.execute(SEES_ALL).fetchone()
        if row is None or not row[0]:
            raise CommandError("This process cannot see every event. Set SAFEHOME_DOOR=deploy.")
        names: dict[object, str] = dict(
            raw.execute("SELECT id, name FROM people_organisation").fetchall()
        )
        touched = 0
        for report in verify(raw, signed):
            self.stdout.write(report.sentence(names.get(report.organisation, "")))
            touched += bool(report.faults)
        if not signed:
            self.stdout.write("No heads were signed yet: a chain written anew would not be seen.")
        if touched:
            raise CommandError(
                f"{touched} of the logs were touched. Keep this output; tell your "
                "information governance lead."
            )
