"""Which tables live where: sign-in tables by the sign-in role, keys in the keyring."""

from typing import Any

from django.db.models import Model

SIGN_IN = {"auth", "contenttypes", "account", "mfa"}
SIGN_IN_MODELS = {"people.account", "people.signinsession", "people.remembered"}


class Router:
    """Sends each model to its database connection."""

    def db_for_read(self, model: type[Model], **_: Any) -> str:
        if model._meta.app_label == "vault":
            return "keyring"
        if model._meta.app_label in SIGN_IN or model._meta.label_lower in SIGN_IN_MODELS:
            return "auth"
        return "default"

    db_for_write = db_for_read

    def allow_relation(self, *_: Any, **__: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        """All tables but the keyring's are made through `default`, by the migrating role."""
        return (db == "keyring") if app_label == "vault" else (db == "default")
