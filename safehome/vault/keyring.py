"""Families' keys: made once, opened for a purpose, never without a trace in the audit."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import DatabaseError, IntegrityError, connections

from safehome.audit import ledger
from safehome.vault.models import FamilyKey, OrganisationKey
from safehome.vault.rootkey import root_key
from safehome.vault.sealing import new_key, open_sealed, seal


class KeyringLost(Exception):
    """The keyring cannot be read, or has no key for a family: nothing may be written."""


class StillSealed(RuntimeError):
    """A sealed field was read or written before its family was opened."""


_opened: ContextVar[tuple[ledger.Ledger, dict[UUID, AESGCM]] | None] = ContextVar(
    "opened", default=None
)

LOST = (
    "The keyring has no key for this family, so its record can be neither read nor written. "
    "Tell whoever runs the service: the keyring has to be restored. Nothing was changed."
)
UNREACHABLE = (
    "The keyring database does not answer. Families' records can be neither read nor written "
    "until it does. Nothing was changed."
)


def _keys_of_this_transaction() -> dict[UUID, AESGCM]:
    """Keys live as long as the audited transaction that opened them, and no longer."""
    now = ledger.current()
    held = _opened.get()
    if held is None or held[0] is not now:
        held = (now, {})
        _opened.set(held)
    return held[1]


def open_families(families: Iterable[UUID], *, purpose: str) -> None:
    """Make families readable for the rest of this transaction: one query for all.

    Leaves one event for each family. Raises KeyringLost when a key is missing,
    NotAudited outside an audited transaction.
    """
    held = _keys_of_this_transaction()
    asked = list(dict.fromkeys(families))
    wanted = [family for family in asked if family not in held]
    for family in asked:
        ledger.record("family.opened", family=family, purpose=purpose)
    if not wanted:
        return
    found = _unwrapped(wanted)
    if len(found) < len(wanted):
        raise KeyringLost(LOST)
    held.update(found)


def open_family(family: UUID, *, purpose: str) -> None:
    """Make one family readable for the rest of this transaction."""
    open_families([family], purpose=purpose)


def first_opened() -> UUID | None:
    """The family that was opened first in this transaction: the one that a page is about."""
    return next(iter(_keys_of_this_transaction()), None)


def make_family_key(family: UUID, *, organisation: UUID) -> None:
    """Give a new family its key, and open it. The organisation's is made if it has none."""
    held = _keys_of_this_transaction()
    key = new_key()
    try:
        wrapping = organisation_key(organisation)
        FamilyKey.objects.create(
            family_id=family,
            organisation_id=organisation,
            wrapped=seal(wrapping, key, place=_family_place(family)),
        )
    except DatabaseError as error:
        raise KeyringLost(UNREACHABLE) from error
    held[family] = AESGCM(key)
    ledger.record("family.key-made", family=family)


def key_of(family: UUID) -> AESGCM:
    """The key of a family opened in this transaction; StillSealed otherwise."""
    key = _keys_of_this_transaction().get(family)
    if key is None:
        raise StillSealed("Call open_family(family, purpose=...) before reading or writing it.")
    return key


def _unwrapped(families: list[UUID]) -> dict[UUID, AESGCM]:
    sql = """
        SELECT f.family_id, f.wrapped, f.organisation_id, o.wrapped
          FROM vault_familykey f JOIN vault_organisationkey o USING (organisation_id)
         WHERE f.family_id = ANY(%s)
    """
    try:
        with connections["keyring"].cursor() as cursor:
            cursor.execute(sql, [families])
            rows = cursor.fetchall()
    except DatabaseError as error:
        raise KeyringLost(UNREACHABLE) from error
    return {
        family: AESGCM(
            open_sealed(
                _unwrap_organisation(organisation, bytes(wrapping)),
                bytes(wrapped),
                place=_family_place(family),
            )
        )
        for family, wrapped, organisation, wrapping in rows
    }


def organisation_key(organisation: UUID) -> AESGCM:
    """An organisation’s own key, made if it has none. For the vault alone."""
    existing = OrganisationKey.objects.filter(pk=organisation).first()
    if existing is None:
        wrapped = root_key().wrap(new_key(), place=f"organisation|{organisation}")
        try:
            existing = OrganisationKey.objects.create(pk=organisation, wrapped=wrapped)
        except IntegrityError:  # another process was first
            existing = OrganisationKey.objects.get(pk=organisation)
    return _unwrap_organisation(organisation, bytes(existing.wrapped))


@lru_cache(maxsize=1000)
def _unwrap_organisation(organisation: UUID, wrapped: bytes) -> AESGCM:
    return AESGCM(root_key().unwrap(wrapped, place=f"organisation|{organisation}"))


def _family_place(family: UUID) -> str:
    return f"family|{family}"
