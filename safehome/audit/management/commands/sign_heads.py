from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from safehome.audit import signing


class Command(BaseCommand):
    help = (
        "Sign the last link of every chain, outside the database. Run it every ten minutes, as "
        "the worker or the deploying process (SAFEHOME_DOOR=worker or deploy)."
    )
    requires_system_checks = ()

    def handle(self, *_: object, **__: object) -> None:
        key = signing.signing_key(make=True)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT organisation_id, sequence, hash FROM audit.heads()")
                heads = signing.heads_from(cursor.fetchall())
        except ProgrammingError:
            raise CommandError(
                "This process may not read the heads. Run it with SAFEHOME_DOOR=worker or deploy."
            ) from None
        path = signing.sign(heads, key=key, folder=signing.heads_folder(), at=timezone.now())
        self.stdout.write(f"Signed {len(heads)} chains in {path.name}.")
