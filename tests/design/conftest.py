"""Pages are rendered without a collected folder of static files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def plain_static_files() -> Iterator[None]:
    with override_settings(STORAGES=PLAIN):
        yield
