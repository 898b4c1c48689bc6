"""Every model says why it is there, and its rows are protected."""

from __future__ import annotations

import doctest
import importlib

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from safehome.people.protection import Protect
from tests.house.catalogue import our_models
from tests.house.reading import PROJECT, rules

# Tables without row security of `Protect`; each with its reason.
OTHERWISE = {
    "audit.Event": "policies of its own: written by the owner's function alone",
    "audit.Head": "no door can reach it",
    "people.Organisation": "is the organisation: policies of its own",
    "people.Account": "the sign-in role's alone",
    "people.SignInSession": "the sign-in role's alone",
    "people.Remembered": "the sign-in role's alone; nothing in it can be read back to a person",
    "programme.PackVersion": "the programme itself: nobody's data",
    "vault.OrganisationKey": "in the keyring",
    "vault.FamilyKey": "in the keyring",
    "vault.IntakeKey": "in the keyring",
    "vault.SigningKey": "in the keyring",
}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_it_says_why(model) -> None:
    assert "Why: " in (model.__doc__ or ""), model._meta.label


def protected() -> set[str]:
    return {
        apps.get_model(app, operation.model_name)._meta.label
        for (app, _), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, Protect)
    }


def test_each_is_protected() -> None:
    models = {model._meta.label for model in our_models()}
    assert models - protected() == OTHERWISE.keys()


@pytest.mark.parametrize("name", [*rules(), "safehome.audit.chain", "safehome.families.kinship"])
def test_the_examples_in_rules_are_true(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


def test_some_rules_have_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in rules()) > 0


def test_the_readme_names_what_exists() -> None:
    import re

    readme = PROJECT / "README.md"
    if not readme.exists():
        pytest.skip("there is no README yet")
    text = readme.read_text()
    script = (PROJECT / "run").read_text()
    for act in set(re.findall(r"\./run (\w+)", text)):
        assert re.search(rf"^(?:\w+ \| )*{act}(?: \| [\w|\s-]+)?\)", script, re.M), f"./run {act}"
    for path in set(re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)):
        assert (PROJECT / path).exists(), path
