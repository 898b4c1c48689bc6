"""What the machine tells the service: environment variables, secrets, the database's address."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[2]
OUTBOX = "messages"  # beside the secrets: where the demonstration's messages lie
NOTIFY = "https://api.notifications.service.gov.uk"
DOORS = ("staff", "portal", "office", "worker", "reception")


def flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "yes", "true", "on"}


def public_address() -> str:
    """Where the public door is reached from outside; empty in a live service that does not say."""
    secure = flag("SAFEHOME_HTTPS")
    said = os.environ.get("SAFEHOME_PUBLIC_ADDRESS") or ("" if secure else "http://localhost:8412")
    if said and not said.startswith("https://" if secure else ("https://", "http://")):
        raise ImproperlyConfigured(
            "SAFEHOME_PUBLIC_ADDRESS must read like https://notes.example: links for carers’ "
            "telephones begin with it."
        )
    return said.rstrip("/")


def number(name: str, unless_set: int) -> int:
    said = os.environ.get(name, "")
    if said and not said.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, and is not.")
    return int(said) if said else unless_set


def seconds(name: str, unless_set: float) -> float:
    said = os.environ.get(name, "")
    try:
        found = float(said) if said else unless_set
    except ValueError:
        found = 0.0
    if not 0 < found < 86_400:
        raise ImproperlyConfigured(f"{name} must be a number of seconds, such as 10 or 0.5.")
    return found


def secrets_folder() -> Path:
    """Where secrets lie: systemd's credentials, SAFEHOME_SECRETS, or the development folder."""
    named = os.environ.get("CREDENTIALS_DIRECTORY") or os.environ.get("SAFEHOME_SECRETS")
    return Path(named) if named else PROJECT / ".local" / "secrets"


def secret(name: str) -> str:
    """One secret, from its file. Says which file is missing and what belongs in it."""
    path = secrets_folder() / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"The secret {name} is missing: there is no file {path}. `./run demo` makes all "
            "secrets for a demonstration; docs/deploy/secrets.md says what each one is."
        ) from None


@dataclass(frozen=True)
class Place:
    """Where a database is: host or socket folder, port, names of the two databases."""

    host: str
    port: int
    database: str
    keyring: str


def place() -> Place:
    """Read SAFEHOME_DATABASE, such as "host=/run/postgresql port=5432 dbname=safehome".

    The keyring database is dbname with "_keyring" after it, unless
    SAFEHOME_KEYRING names another in the same form.
    """
    words = os.environ.get("SAFEHOME_DATABASE", "")
    parts = dict(word.split("=", 1) for word in words.split() if "=" in word)
    port = parts.get("port", "5432")
    if words and not ({"host", "dbname"} <= parts.keys() and port.isdecimal()):
        raise ImproperlyConfigured(
            'SAFEHOME_DATABASE must read like "host=/run/postgresql port=5432 dbname=safehome".'
        )
    database = parts.get("dbname", "safehome")
    return Place(
        host=parts.get("host", ""),
        port=int(port),
        database=database,
        keyring=os.environ.get("SAFEHOME_KEYRING", f"{database}_keyring"),
    )


def mailer() -> dict[str, Any]:
    """Which server takes our mail. Read from SAFEHOME_SMTP; without it, mail is only printed.

    "host=mail.example.org port=587 user=safehome security=starttls"; security is
    starttls (unless said otherwise), tls or none. The password is the secret smtp-password.
    """
    words = os.environ.get("SAFEHOME_SMTP", "")
    if not words:
        # Only the worker's mail goes there: an invitation's link is read on the screen.
        at_work = os.environ.get("SAFEHOME_DOOR") == "worker"
        folder = os.environ.get("SAFEHOME_OUTBOX", "") if at_work else ""
        kind = "filebased" if folder else "console"
        options = {"file_path": folder} if folder else {}
        return {"BACKEND": f"django.core.mail.backends.{kind}.EmailBackend", "OPTIONS": options}
    parts = dict(word.split("=", 1) for word in words.split() if "=" in word)
    security = parts.get("security", "starttls")
    if not parts.get("host") or security not in {"starttls", "tls", "none"}:
        raise ImproperlyConfigured(
            'SAFEHOME_SMTP must read like "host=mail.example.org port=587 user=safehome '
            'security=starttls"; security is starttls, tls or none.'
        )
    user = parts.get("user", "")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts["host"],
            "port": int(parts.get("port", "587")),
            "username": user,
            "password": secret("smtp-password") if user else "",
            "use_tls": security == "starttls",
            "use_ssl": security == "tls",
            "timeout": 20,
        },
    }


def carried() -> frozenset[str]:
    """For which kinds of message somebody was chosen to carry them: "text", "email".

    The same for the worker and the staff door, so that it offers nothing that could only be held.
    """
    found = {
        "text": os.environ.get("SAFEHOME_TEXTS", ""),
        "email": os.environ.get("SAFEHOME_SMTP", "") or os.environ.get("SAFEHOME_OUTBOX", ""),
    }
    return frozenset(kind for kind, carrier in found.items() if carrier)


def texts() -> dict[str, str]:
    """Who carries text messages: SAFEHOME_TEXTS is "file", "notify", or nothing for nobody."""
    carrier = os.environ.get("SAFEHOME_TEXTS", "")
    outbox = os.environ.get("SAFEHOME_OUTBOX", "") or str(secrets_folder() / OUTBOX)
    # Only the worker carries anything, so only the worker needs the key.
    at_work = carrier == "notify" and os.environ.get("SAFEHOME_DOOR") == "worker"
    return {
        "CARRIER": carrier,
        "FILE": f"{outbox}/texts.jsonl",
        "KEY": secret("notify-key") if at_work else "",
        "TEMPLATE": os.environ.get("SAFEHOME_NOTIFY_TEMPLATE", ""),
        "URL": os.environ.get("SAFEHOME_NOTIFY_URL", NOTIFY),
    }
