"""A pack is published whole, pictures and all, and read again byte for byte."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from safehome.programme import files
from safehome.programme.files import as_kept, as_taken
from safehome.programme.loading import load
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of
from tests.programme.building import build

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@given(st.dictionaries(st.text(max_size=8), st.one_of(
    st.binary(max_size=40), st.text(max_size=40).map(str.encode),
    st.just(b"data:;base64,AAAA"), st.just(b"\x00"))))  # fmt: skip
def test_any_files_come_back_as_they_were(some) -> None:
    assert as_taken(as_kept(some)) == some


def test_the_examples_are_true() -> None:
    result = doctest.testmod(files)
    assert (result.failed, result.attempted > 1) == (0, True)


def publish_as_deploying(folder: Path) -> None:
    """As the page on installing says: by whoever deploys, for no door may."""
    subprocess.run(
        [sys.executable, "-c",
         "import sys, django; django.setup()\nfrom pathlib import Path\n"
         "from safehome.programme.actions import publish_pack\n"
         "publish_pack(Path(sys.argv[1]))", str(folder)],
        check=True,
        env={**os.environ, "SAFEHOME_DOOR": "deploy",
             "DJANGO_SETTINGS_MODULE": "safehome.config.settings"},
    )  # fmt: skip


def test_a_pack_with_a_picture_is_kept_and_read(tmp_path, cast, acting, superuser) -> None:
    folder = build(tmp_path / "pack")
    page = next((folder / "handouts").glob("*.md"))
    page.write_text(page.read_text("utf-8") + "\n![A quiet room](room.png)\n", "utf-8")
    (page.parent / "room.png").write_bytes(PNG)
    pack = load(folder)
    publish_as_deploying(folder)
    try:
        with acting(cast.amina):
            read = pack_of(PackVersion.objects.get(fingerprint=pack.fingerprint))
    finally:
        superuser.execute(
            "DELETE FROM programme_packversion WHERE fingerprint = %s", [pack.fingerprint]
        )
    assert read.files == pack.files
    assert read.files["handouts/room.png"] == PNG
    assert read.fingerprint == pack.fingerprint
