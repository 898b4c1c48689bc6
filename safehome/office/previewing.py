"""Where the leaves, papers and pictures of a preview are, in the programme office's door."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse


@dataclass(frozen=True)
class OfPublished:
    """Addresses of a published version."""

    pk: UUID

    def page(self, path: str) -> str:
        return reverse("office:version-leaf", args=[self.pk, path])

    def paper(self, name: str) -> str:
        return reverse("office:version-paper", args=[self.pk, name])

    def file(self, path: str) -> str:
        return reverse("office:version-picture", args=[self.pk, path])


@dataclass(frozen=True)
class OfWaiting:
    """Addresses of a pack that lies in the folder of packs."""

    name: str
    version: str

    def page(self, path: str) -> str:
        return reverse("office:waiting-leaf", args=[self.name, self.version, path])

    def paper(self, name: str) -> str:
        return reverse("office:waiting-paper", args=[self.name, self.version, name])

    def file(self, path: str) -> str:
        return reverse("office:waiting-picture", args=[self.name, self.version, path])
