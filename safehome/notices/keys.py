"""The pair of keys between the staff's door and the worker.

The staff's door holds the public half and can only put things into boxes; the
worker alone holds the private half. Neither needs a family's key for it.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from safehome.vault.boxes import open_box, put_in_box

PRIVATE, PUBLIC = "notices-key", "notices-key.pub"


def to_worker(value: bytes, *, place: str) -> bytes:
    return put_in_box(_half(PUBLIC), value, place=place)


def by_worker(box: bytes, *, place: str) -> bytes:
    return open_box(_half(PRIVATE), box, place=place)


def place_of(notice: object) -> str:
    return f"notice|{notice}"


def _half(name: str) -> bytes:
    path = Path(settings.ROOT_KEY_FILE).parent / name
    try:
        return bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"There is no key {name} at {path}, so no message can be sent. Deploying makes it; "
            "docs/deploy/secrets.md says who needs which half."
        ) from None
    except ValueError:
        raise ImproperlyConfigured(
            f"The key at {path} is not 64 hexadecimal digits. Put the right file back."
        ) from None
