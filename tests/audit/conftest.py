"""Two organisations' chains, with real events in them."""

from __future__ import annotations

import pytest

from safehome.audit import ledger


@pytest.fixture
def chains(cast, acting):
    for person, events in ((cast.amina, 4), (cast.dev, 2), (cast.ben, 3), (cast.amina, 5)):
        with acting(person) as by:
            for number in range(events):
                ledger.record(
                    "thing.seen", about=person, by=by, fields=["name", "née"], purpose=f"{number}"
                )
    return cast.harbour.pk, cast.meadow.pk
