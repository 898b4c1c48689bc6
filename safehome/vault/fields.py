"""A text field that the database holds only sealed.

Reading it before its family is opened raises StillSealed, so that forgetting
fails at once and not in production. Ordering, searching and uniqueness over a
sealed field are impossible by design: they are a form's or a query's work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from safehome.vault import keyring
from safehome.vault.sealing import open_sealed, seal


class Sealed(bytes):
    """What the database holds for a sealed field."""

    __slots__ = ()


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is read, if the family is open."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        return self.field.opened(instance, value)  # type: ignore[attr-defined]

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:
    _Text = models.Field[str, str]
else:
    _Text = models.Field


def open_apart(
    model: type[models.Model], column: str, value: bytes, *, pk: object, family: UUID
) -> str:
    """A sealed value that was fetched without its record, opened; empty stays empty.

    For long lists: making a record for each row costs more than opening it.
    """
    if not value:
        return ""
    place = f"{model._meta.db_table}|{column}|{pk}|{family}"
    return open_sealed(keyring.key_of(family), value, place=place).decode()


class SealedText(_Text):
    """Narrative, names and contacts of a family: plain to people, sealed in the database."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = True

    def __init__(
        self, *args: Any, family: str = "family_id", sealed_as: str = "", **options: Any
    ) -> None:
        """family: the attribute that holds the id of the family whose key seals this.

        sealed_as: "table|column" of where the field stood before it moved, so that
        what was sealed there opens here. The row must have kept its id.
        """
        self.family_attribute = family
        self.sealed_as = sealed_as
        options.setdefault("blank", True)
        options.setdefault("default", "")
        options["editable"] = True
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        options.pop("editable", None)
        if self.family_attribute != "family_id":
            options["family"] = self.family_attribute
        if self.sealed_as:
            options["sealed_as"] = self.sealed_as
        return name, path, list(args), options

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: bytes | None, *_: object) -> Sealed | str:
        return Sealed(value) if value else ""

    def place(self, instance: models.Model) -> str:
        where = self.sealed_as or f"{instance._meta.db_table}|{self.column}"
        return f"{where}|{instance.pk}|{self._family(instance)}"

    def opened(self, instance: models.Model, value: Sealed) -> str:
        key = keyring.key_of(self._family(instance))
        return open_sealed(key, bytes(value), place=self.place(instance)).decode()

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed:
        value = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, Sealed) or value == "":
            return Sealed(value or b"")
        key = keyring.key_of(self._family(model_instance))
        return Sealed(seal(key, str(value).encode(), place=self.place(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        if value == "":  # nothing to seal: what a migration gives the rows that are there
            return Sealed()
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed: set it on the record and save the record.")
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return bytes(self.get_prep_value(value)) if value is not None else None

    def _family(self, instance: models.Model) -> UUID:
        family: UUID = getattr(instance, self.family_attribute)
        return family
