"""What the programme office may know: organisations and programmes, and nobody's family."""

from __future__ import annotations

from django.db.models import QuerySet

from safehome.people.models import Organisation
from safehome.programme.models import PackVersion


def organisations() -> QuerySet[Organisation]:
    """Every organisation that delivers the programme, by name."""
    return Organisation.objects.filter(is_office=False).order_by("name")


def versions() -> QuerySet[PackVersion]:
    """Every published version, newest first, without its files."""
    return PackVersion.objects.defer("files").order_by("pack", "-valid_from")
