"""The address of a database, looked at before it is used."""

import pytest

from safehome.kit.postgres import PostgresError, check
from safehome.kit.postgres.checking import refuse_if_old

SECRET = "correct-horse-battery"  # invented, and looked for in every message


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (f"postgresql://ben:{SECRET}@127.0.0.1:1/safehome", "does not answer"),
        (f"postgresql://ben:{SECRET}@no-such-host.invalid/safehome", "does not answer"),
        (f"host=/nowhere password={SECRET} dbname=safehome", "does not answer"),
        (f"postgresql://ben:{SECRET}@[::1/safehome", "cannot be read"),
        (f"postgresql://ben@localhost/safehome?pasword={SECRET}", "cannot be read"),
        (f"postgresql://ben:1@{SECRET}@localhost/safehome", "write @ as %40"),
        (f"postgresql://ben:1/{SECRET}@localhost/safehome", "/ as %2F"),
        (f"postgresql://ben:{SECRET}/1@localhost/safehome", "/ as %2F"),
        (f"mysql://ben:{SECRET}@localhost/safehome", "cannot be read"),
    ],
)
def test_a_wrong_address_is_a_sentence_without_the_password(address: str, says: str) -> None:
    with pytest.raises(PostgresError, match=says) as caught:
        check(address)

    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__ or not caught.value.__context__


def test_an_old_server_is_refused() -> None:
    refuse_if_old(150_000)

    with pytest.raises(PostgresError, match=r"PostgreSQL 14. Safe Home needs PostgreSQL 15"):
        refuse_if_old(140_012)
