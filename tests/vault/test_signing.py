"""The key that signs: its private half stays wrapped, and signs for its own organisation alone."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from safehome.audit.ledger import NotAudited
from safehome.vault.keyring import KeyringLost
from safehome.vault.models import SigningKey
from safehome.vault.sealing import CannotOpen
from safehome.vault.signing import make_signing_key, sign

MESSAGE = b"twenty journeys"


@pytest.fixture
def public(cast, acting) -> bytes:
    with acting(cast.mo):
        return make_signing_key(cast.harbour.pk)


def test_what_it_signs_is_its_own(cast, acting, public):
    with acting(cast.mo):
        signature = sign(cast.harbour.pk, public, MESSAGE)

    half = Ed25519PublicKey.from_public_bytes(public)
    half.verify(signature, MESSAGE)
    with pytest.raises(InvalidSignature):
        half.verify(signature, MESSAGE + b".")


def test_the_private_half_is_nowhere_in_the_clear(cast, acting, public):
    pair = SigningKey.objects.get(organisation_id=cast.harbour.pk)
    wrapped = bytes(pair.wrapped)
    assert len(wrapped) > 32
    for start in range(len(wrapped) - 31):
        tried = Ed25519PrivateKey.from_private_bytes(wrapped[start : start + 32])
        assert tried.public_key().public_bytes_raw() != public


def test_another_organisation_does_not_sign_with_it(cast, acting, public):
    with acting(cast.dev), pytest.raises(KeyringLost, match="Nothing was signed"):
        sign(cast.meadow.pk, public, MESSAGE)


def test_a_wrapped_half_moved_to_another_key_does_not_open(cast, acting, public, keyring_superuser):
    with acting(cast.mo):
        other = make_signing_key(cast.harbour.pk)
    keyring_superuser.execute(
        "UPDATE vault_signingkey SET wrapped = (SELECT wrapped FROM vault_signingkey"
        " WHERE public = %s) WHERE public = %s", [public, other],
    )  # fmt: skip
    with acting(cast.mo), pytest.raises(CannotOpen):
        sign(cast.harbour.pk, other, MESSAGE)


def test_it_leaves_an_event_and_refuses_where_none_is_kept(cast, acting, public, superuser):
    with pytest.raises(NotAudited):
        sign(cast.harbour.pk, public, MESSAGE)
    with acting(cast.mo):
        sign(cast.harbour.pk, public, MESSAGE)
    found = superuser.execute(
        "SELECT verb FROM audit_event WHERE organisation_id = %s ORDER BY sequence",
        [cast.harbour.pk],
    ).fetchall()
    assert [verb for (verb,) in found] == ["signing-key.made", "signing-key.used"]


def test_it_survives_a_new_key(cast, acting, public):
    with acting(cast.mo):
        make_signing_key(cast.harbour.pk)
        Ed25519PublicKey.from_public_bytes(public).verify(
            sign(cast.harbour.pk, public, MESSAGE), MESSAGE
        )
