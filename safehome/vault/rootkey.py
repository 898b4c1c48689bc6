"""Where the root key is kept. Another keeper needs the same two calls."""

from functools import cache
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from safehome.vault.sealing import open_sealed, seal


class RootKey(Protocol):
    """Wraps organisation keys. A key service elsewhere can stand in for the file."""

    def wrap(self, key: bytes, *, place: str) -> bytes: ...

    def unwrap(self, wrapped: bytes, *, place: str) -> bytes: ...


class FileRootKey:
    """A root key of 32 bytes, as 64 hexadecimal digits in a file only we can read."""

    def __init__(self, path: Path) -> None:
        try:
            text = path.read_text().strip()
            self._key = AESGCM(bytes.fromhex(text))
        except FileNotFoundError:
            raise ImproperlyConfigured(
                f"There is no root key at {path}. Put the file back from its recovery copy; "
                "without it no family's record can be read. Nothing was changed."
            ) from None
        except ValueError:
            raise ImproperlyConfigured(
                f"The root key at {path} is not 64 hexadecimal digits. Put the right file back."
            ) from None

    def wrap(self, key: bytes, *, place: str) -> bytes:
        return seal(self._key, key, place=place)

    def unwrap(self, wrapped: bytes, *, place: str) -> bytes:
        return open_sealed(self._key, wrapped, place=place)


@cache
def root_key() -> RootKey:
    return FileRootKey(Path(settings.ROOT_KEY_FILE))
