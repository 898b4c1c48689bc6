"""Heads of chains, signed and kept outside the database, where its administrator cannot reach.

Each signing is one small file that also names the signature before it, so that
one taken away from the middle is missed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from safehome.audit.verifying import Head

KEY = "audit-signing-key"  # 32 bytes of Ed25519, as hexadecimal digits


class NotSigned(Exception):
    """A file of signed heads is not what was once signed."""


def secrets_folder() -> Path:
    return Path(settings.ROOT_KEY_FILE).parent


def heads_folder() -> Path:
    """Where signed heads lie: SAFEHOME_SIGNED_HEADS, best on another machine's disk."""
    named = os.environ.get("SAFEHOME_SIGNED_HEADS")
    return Path(named) if named else secrets_folder() / "signed-heads"


def signing_key(*, make: bool = False) -> Ed25519PrivateKey:
    """The key that signs heads; made once, by the signing command alone."""
    path = secrets_folder() / KEY
    if make and not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"There is no signing key at {path}. Run sign_heads once to make it, or put it back."
        ) from None
    except ValueError:
        raise ImproperlyConfigured(
            f"The signing key at {path} is not 64 hexadecimal digits. Put the right file back."
        ) from None


def heads_from(rows: Iterable[tuple[UUID, int, bytes]]) -> dict[UUID, Head]:
    return {organisation: Head(sequence, bytes(last)) for organisation, sequence, last in rows}


def sign(heads: Mapping[UUID, Head], *, key: Ed25519PrivateKey, folder: Path, at: datetime) -> Path:
    """Write the heads of all chains, signed, to a new file in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    earlier = _files(folder)
    statement = {
        "signed_at": at.isoformat(),
        "heads": {str(pk): [head.sequence, head.hash.hex()] for pk, head in sorted(heads.items())},
        "before": json.loads(earlier[-1].read_text())["signature"] if earlier else "",
    }
    signature = key.sign(_spelt(statement)).hex()
    path = folder / f"{at:%Y%m%dT%H%M%S%f}.json"
    fresh = path.with_suffix(".part")
    fresh.write_text(json.dumps({**statement, "signature": signature}, indent=1) + "\n")
    fresh.rename(path)
    return path


def signed_heads(*, key: Ed25519PrivateKey, folder: Path) -> dict[UUID, list[Head]]:
    """Every head ever signed, for each organisation. Raises NotSigned for a touched file."""
    found: dict[UUID, list[Head]] = {}
    before = ""
    for path in _files(folder):
        try:
            statement = json.loads(path.read_text())
            signature = statement.pop("signature")
            key.public_key().verify(bytes.fromhex(signature), _spelt(statement))
        except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
            raise NotSigned(f"{path} is not as it was signed.") from None
        if statement["before"] != before:
            raise NotSigned(f"A file of signed heads before {path} is missing.")
        before = signature
        for organisation, (sequence, last) in statement["heads"].items():
            found.setdefault(UUID(organisation), []).append(Head(sequence, bytes.fromhex(last)))
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def _spelt(statement: Mapping[str, object]) -> bytes:
    return json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()
