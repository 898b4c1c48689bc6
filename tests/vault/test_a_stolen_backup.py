"""Whoever steals a backup reads no name, contact or narrative."""

from __future__ import annotations

import shutil
import subprocess

import psycopg
import pytest
from django.apps import apps
from django.db import models

from safehome.families.models import Family
from safehome.kit.postgres.errors import PostgresError
from safehome.vault.fields import SealedText
from safehome.vault.keyring import KeyringLost, StillSealed, open_family
from safehome.vault.sealing import CannotOpen
from tests.factories.families import make_family
from tests.prepared import ADMIN, NAME
from tests.vault.conftest import sealed_fields


def dump(database: str) -> bytes:
    """The whole database as a backup would hold it: both as text and with bytes as bytes."""
    there = psycopg.conninfo.make_conninfo(ADMIN, dbname=database)
    made = subprocess.run(
        [pg_dump(), "--inserts", f"--dbname={there}"], capture_output=True, check=True
    )
    return made.stdout


def pg_dump() -> str:
    from safehome.kit.postgres.binaries import PACKAGE

    try:
        import importlib.util
        from pathlib import Path

        spec = importlib.util.find_spec(PACKAGE)
        if spec and spec.submodule_search_locations:
            own = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / "pg_dump"
            if own.exists():
                return str(own)
    except PostgresError:
        pass
    found = shutil.which("pg_dump")
    assert found, "pg_dump comes with PostgreSQL"
    return found


def spellings(text: str) -> list[bytes]:
    """A text as it is, and as hexadecimal digits, which is how a dump spells bytes."""
    return [text.encode(), text.encode().hex().encode()]


@pytest.mark.feature("SEC7")
def test_no_sealed_word_is_in_a_backup(planted, superuser):
    superuser.execute("UPDATE people_team SET name = 'Canary-in-plain ' || name")
    backup = dump(NAME) + dump(f"{NAME}_keyring")

    assert b"Canary-in-plain" in backup, "the search finds what is not sealed"
    found = [
        one.canary
        for one in planted.hidden
        for spelling in spellings(one.canary)
        if spelling in backup
    ]
    assert found == []
    assert not any(spelling in backup for spelling in spellings("Canary-family-name"))
    assert len(planted.hidden) == len(list(sealed_fields())) - 1


def test_each_opens_for_whoever_may(planted, cast, acting):
    """Otherwise an empty field would pass the test above."""
    with acting(cast.priya):
        open_family(planted.family, purpose="test")
        for one in planted.hidden:
            row = one.model._default_manager.get(pk=one.pk)
            assert getattr(row, one.field.name) == one.canary


def test_a_seal_copied_to_another_place_does_not_open(planted, cast, acting, superuser):
    """Another row, another column, another family: a value opens only where it was sealed."""
    with acting(cast.amina) as by:
        other = make_family(by, cast, name="Okafor")
    superuser.execute(
        "UPDATE families_family SET name ="
        " (SELECT name FROM families_family WHERE id = %s) WHERE id = %s",
        [planted.family, other.pk],
    )
    superuser.execute(
        "UPDATE families_familymember SET phone = name WHERE family_id = %s", [planted.family]
    )
    carer, child = other.carers[0].pk, other.children[0].pk
    superuser.execute(
        "UPDATE families_familymember SET name ="
        " (SELECT name FROM families_familymember WHERE id = %s) WHERE id = %s", [carer, child],
    )  # fmt: skip
    with acting(cast.priya):
        open_family(planted.family, purpose="test")
        open_family(other.pk, purpose="test")
        member = apps.get_model("families.FamilyMember")
        copied = [
            (Family.objects.get(pk=other.pk), "name"),
            (member._default_manager.get(pk=child), "name"),
            (member._default_manager.filter(family_id=planted.family).first(), "phone"),
        ]
        for row, field in copied:
            with pytest.raises(CannotOpen):
                getattr(row, field)
        assert member._default_manager.get(pk=carer).name == "Carol Okafor"


def test_nothing_opens_before_its_family_does(planted, cast, acting):
    with acting(cast.priya):
        for one in planted.hidden:
            row = one.model._default_manager.get(pk=one.pk)
            with pytest.raises(StillSealed):
                getattr(row, one.field.name)


def test_without_its_key_a_family_is_lost_and_others_are_not(
    planted, cast, acting, keyring_superuser
):
    with acting(cast.amina) as by:
        other = make_family(by, cast, name="Okafor").pk
    keyring_superuser.execute("DELETE FROM vault_familykey WHERE family_id = %s", [planted.family])

    with acting(cast.priya), pytest.raises(KeyringLost, match="keyring has no key"):
        open_family(planted.family, purpose="test")
    with acting(cast.priya):
        open_family(other, purpose="test")
        assert Family.objects.get(pk=other).name == "Okafor"


# Words about a family that stand unsealed, each because it is a code and not free text.
CODES = {
    "plans.Copy.how": "a channel",
    "plans.Hand.week": "days and minutes of a week",
    "plans.Line.section": "a section of the pack",
    "plans.Line.suggestion": "a suggestion's id in the pack",
    "plans.Rehearsal.prompt": "a what-if of the pack",
    "plans.Version.language": "a language code",
    "families.Family.reference": "made by us, says nothing",
    "families.FamilyMember.language": "a code of a language",
    "families.FamilyMember.needs": "codes",
    "families.Relationship.since": "a year or a month",
    "families.Relationship.until": "a year or a month",
    "drafts.Draft.form": "the name of a form",
    "drafts.SetAside.form": "the name of a form",
    "measures.Answers.language": "a code of a language",
    "measures.PrivateLink.language": "a code of a language",
    "measures.Answers.point": "a point of the pack, or the number of a session",
    "measures.AnswerWords.item": "an id in the pack",
    "measures.CheckInAsked.of": "an id in the pack",
    "measures.GoalRating.item": "an id in the pack",
    "measures.Answers.questionnaire": "an id in the pack",
    "measures.Answers.given": "the number chosen for each question",
    "measures.Answers.scores": "numbers",
    "measures.ForSupervision.point": "a point of the pack, or the number of a session",
    "measures.ForSupervision.questionnaire": "an id in the pack",
    "measures.PrivateLink.point": "a point of the pack, or the number of a session",
    "journeys.Session.self_rating": "numbers",
    "journeys.ComponentDone.component": "an id in the pack",
    "agreements.Agreement.language": "a code of a language",
    "notices.Notice.language": "a code of a language",
    "entries.Document.media_type": "one of three types",
    "informing.Letter.template": "the key of a template",
    "informing.Letter.language": "a code of a language",
    "informing.Letter.channel": "a code of a channel",
    "informing.Told.how": "a code of a channel",
    "referrals.Allocation.reasons": "codes of facts",
}


def test_free_text_about_a_family_is_sealed():
    plain = set()
    for model in apps.get_models():
        if not model.__module__.startswith("safehome.") or model._meta.app_label in (
            "audit", "vault",
        ):  # fmt: skip
            continue
        fields = {field.name for field in model._meta.fields}
        if "family" not in fields and model._meta.label != "families.Family":
            continue
        plain |= {
            f"{model._meta.label}.{field.name}"
            for field in model._meta.fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not isinstance(field, SealedText)
            and not field.choices
        }
    assert plain <= CODES.keys(), "seal it, or say here which code it holds"
