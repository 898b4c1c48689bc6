"""The people in a family, and what they are to one another."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safehome.families.models.family import Family, Household
from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither, one_of
from safehome.people.models import Organisation, Person
from safehome.vault.fields import SealedText


class CarerKind(models.TextChoices):
    BIRTH = "birth", "Birth parent"
    STEP = "step", "Step-parent"
    FOSTER = "foster", "Foster carer"
    KINSHIP = "kinship", "Kinship carer"
    ADOPTIVE = "adoptive", "Adoptive parent"
    RESIDENTIAL = "residential", "Residential worker"


class Need(models.TextChoices):
    INTERPRETER = "interpreter", "Needs an interpreter"
    EASY_READ = "easy-read", "Easy-read materials"
    LARGE_PRINT = "large-print", "Large print"
    READ_ALOUD = "read-aloud", "Things read aloud"
    SIGNING = "signing", "Signs, or uses a signer"
    HEARING = "hearing", "Hearing: face to face, quiet room"
    STEP_FREE = "step-free", "Step-free access"
    SHORT_STEPS = "short-steps", "Short steps and breaks"
    PREDICTABLE = "predictable", "Same room, same order"
    EVENINGS = "evenings", "Evenings only"


class Gender(models.TextChoices):
    """How somebody describes themselves; it also decides how the family map draws them."""

    UNSAID = "", "Not said"
    FEMALE = "female", "Girl or woman"
    MALE = "male", "Boy or man"
    OTHER = "other", "Another way"


def called(name: str, known_as: str) -> str:
    """What somebody is called who has this name, and may like another better."""
    return known_as or name.split(" ", maxsplit=1)[0]


class FamilyMember(models.Model):
    """A carer, a child or another adult of a family. Why: each one is a person with a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="members"
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="members",
    )  # fmt: skip
    name = SealedText()
    known_as = SealedText()
    birth_date = SealedText()  # ISO 8601; empty when not known
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = SealedText()
    email = SealedText()
    gender = models.CharField(max_length=6, choices=Gender, blank=True, default="", db_default="")
    is_child = models.BooleanField()
    carer_kind = models.CharField(max_length=12, choices=CarerKind, blank=True, default="")
    has_displayed_hsb = models.BooleanField(default=False)
    was_harmed = models.BooleanField(default=False)
    is_sibling = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="en")
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    needs_note = SealedText()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    left_on = models.DateField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)  # when another home was written
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            one_of("gender", Gender),
            models.CheckConstraint(
                condition=Q(is_child=True, carer_kind="")
                | Q(is_child=False, has_displayed_hsb=False, was_harmed=False, is_sibling=False),
                name="a_child_is_no_carer",
            ),
        ]

    @property
    def is_carer(self) -> bool:
        return bool(self.carer_kind)

    @property
    def called(self) -> str:
        """The name that this person likes to be called by."""
        return called(self.name, self.known_as)


class Tie(models.TextChoices):
    PARENT = "parent", "is a parent of"
    STEP_PARENT = "step-parent", "is a step-parent of"
    FOSTER_CARER = "foster-carer", "is a foster carer of"
    ADOPTIVE_PARENT = "adoptive-parent", "is an adoptive parent of"
    GRANDPARENT = "grandparent", "is a grandparent of"
    AUNT_OR_UNCLE = "aunt-or-uncle", "is an aunt or uncle of"
    KEYWORKER = "keyworker", "is a keyworker of"
    SIBLING = "sibling", "is a brother or sister of"
    HALF_SIBLING = "half-sibling", "is a half-brother or half-sister of"
    STEP_SIBLING = "step-sibling", "is a step-brother or step-sister of"
    PARTNER = "partner", "is the partner of"
    FORMER_PARTNER = "former-partner", "is the former partner of"


class Relationship(models.Model):
    """What one member of a family is to another, read as a sentence.

    Why: "Carol is a parent of Jay, since 2012" says more than a box on a form.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="relationships"
    )
    one = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="ties"
    )
    tie = models.CharField(max_length=20, choices=Tie)
    other = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="ties_from"
    )
    since = models.CharField(max_length=10, blank=True, default="")  # "2012" or "2012-06-01"
    until = models.CharField(max_length=10, blank=True, default="")
    added_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # written by mistake
    withdrawn_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            both_or_neither("withdrawn_at", "withdrawn_by"),
            one_of("tie", Tie),
            models.CheckConstraint(condition=~Q(one=models.F("other")), name="two_people"),
        ]
