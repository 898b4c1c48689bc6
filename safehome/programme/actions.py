"""Publishing a version of a pack, so that journeys can begin with it."""

from __future__ import annotations

from pathlib import Path

from safehome.programme.files import as_kept
from safehome.programme.loading import load
from safehome.programme.models import PackVersion


def publish_pack(folder: Path) -> PackVersion:
    """Publish a pack as it lies in its folder, whole or not at all.

    Safe to run again: the same content is published once. Raises BrokenPack with
    every fault, and PackChanged when a published version was altered.
    """
    pack = load(folder)
    there = PackVersion.objects.filter(fingerprint=pack.fingerprint).first()
    if there is not None:
        return there
    manifest = pack.manifest
    published = PackVersion.objects.filter(pack=manifest.id, version=manifest.version)
    if published.exists():
        raise PackChanged(
            f"Version {manifest.version} of the pack {manifest.id} is already published with "
            "other content. Journeys follow it; give the changed pack a new version number."
        )
    return PackVersion.objects.create(
        pack=manifest.id,
        version=manifest.version,
        title=manifest.title,
        fingerprint=pack.fingerprint,
        files=as_kept(pack.files),
        valid_from=manifest.valid_from,
        valid_until=manifest.valid_until,
    )


class PackChanged(Exception):
    """A published version may not be published again with other content."""
