"""Bring a deployment's databases to this release: roles, tables, policies, packs.

python -m safehome.config.deploy

Reads SAFEHOME_ADMIN (a libpq connection of the database's administrator) for
roles and databases; without it, only migrates as sh_migrate. Safe to run again.
"""

from __future__ import annotations

import os
import sys

import psycopg


def migrate() -> None:
    """Run the migrations in this process, which must be the deploying one."""
    import django

    django.setup()
    from django.core.management import call_command

    from safehome.config.migrating import each_model_by_itself

    with each_model_by_itself():
        call_command("migrate", database="default", interactive=False, verbosity=0)
        # The keyring has the vault's tables and no others: their steps are all it needs.
        call_command("migrate", "vault", database="keyring", interactive=False, verbosity=0)
    _grant_sign_in()


def _grant_sign_in() -> None:
    """The sign-in role's tables: libraries made them, so no Protect names their grants."""
    from django.apps import apps
    from django.db import connection

    tables = ["people_account", "people_signinsession", "people_remembered"]
    tables += [
        model._meta.db_table
        for label in ("account", "mfa")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO sh_auth")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO sh_auth")
        cursor.execute("GRANT SELECT ON django_content_type TO sh_auth")


def main() -> int:
    os.environ["SAFEHOME_DOOR"] = "deploy"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safehome.config.settings")
    from safehome.config import environment
    from safehome.config.cluster import make_cluster, make_secrets

    place = environment.place()
    admin = os.environ.get("SAFEHOME_ADMIN", "")
    try:
        if admin:
            make_secrets(environment.secrets_folder())
            make_cluster(
                admin,
                database=place.database,
                keyring=place.keyring,
                passwords=environment.secrets_folder(),
            )
        migrate()
    except psycopg.OperationalError as error:
        sys.stderr.write(f"The database could not be reached: {str(error).splitlines()[0]}\n")
        return 1
    sys.stdout.write(f"{place.database} and {place.keyring} are ready for this release.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
