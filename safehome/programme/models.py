"""Versions of programmes, as they were published here."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id


class PackVersion(models.Model):
    """One published version of a pack, whole. Why: a journey finishes the version it began.

    Belongs to the whole deployment and holds nothing about any family.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pack = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, unique=True)
    files = models.JSONField()  # path → text
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pack", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "version"], name="pack_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"
