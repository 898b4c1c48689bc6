"""Documents: put with a family, looked at in the browser, taken out when they do not belong."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from safehome.entries.models import Document
from safehome.kit.uploads import LARGEST
from tests.entries.files import jpeg, pdf, png
from tests.factories.records import make_document


@pytest.fixture
def send(cast, signed_in, made):
    client = signed_in(cast.amina)
    address = reverse("entries:add-document", args=[made.pk])

    def send(content: bytes, name: str = "minutes.pdf", **more: object):
        file = SimpleUploadedFile(name, content, content_type="text/html")
        facts = {"kind": "minutes", "title": "Core group, May", "file": file} | more
        return client.post(address, facts, follow=True)

    return send


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.amina)


def kept(cast, acting) -> Document:
    with acting(cast.amina):
        return Document.objects.defer("content").get()


@pytest.mark.feature("FAM10")
def test_a_pdf_is_kept_shown_and_handed_out(cast, acting, client, send):
    sent = pdf(3)
    page = send(sent).content.decode()
    assert "The document is kept" in page
    assert "Core group, May" in page

    one = kept(cast, acting)
    look = client.get(reverse("entries:document", args=[one.pk]))
    assert look.content.decode().count("data:image/png;base64,") == 3
    file = client.get(reverse("entries:document-file", args=[one.pk]))
    assert file.content == sent
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert "default-src 'none'" in file.headers["Content-Security-Policy"]
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.feature("FAM10")
@pytest.mark.parametrize(("name", "kind"), [("photo.jpg", "JPEG"), ("scan.png", "PNG")])
def test_a_picture_is_drawn_anew_and_shown(cast, acting, client, send, name, kind):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (53.0, 20.0, 0.0)}  # where it was taken
    exif[0x010E] = "canary-in-the-picture"
    sent = jpeg(exif=exif, comment=b"canary-too") if kind == "JPEG" else png(exif=exif)
    send(sent + b"canary-after-the-end", name)
    one = kept(cast, acting)
    file = client.get(reverse("entries:document-file", args=[one.pk]))

    assert b"canary" in sent
    assert b"canary" not in file.content
    drawn = Image.open(BytesIO(file.content))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == (kind, (60, 40), {})
    assert file.headers["Content-Disposition"].startswith("inline; ")
    address = reverse("entries:document-file", args=[one.pk])
    look = client.get(reverse("entries:document", args=[one.pk])).content.decode()
    assert f'<img src="{address}"' in look


def test_what_lies_in_the_database_is_sealed(cast, acting, send, superuser):
    sent = pdf(1, script="canary")
    send(sent)
    raw = superuser.execute("SELECT content FROM entries_document").fetchone()[0]

    assert b"%PDF" not in bytes(raw)
    assert b"JVBER" not in bytes(raw)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.pdf", "This file is empty"),
        (b"hello", "minutes.pdf", "Choose a PDF, or a JPEG or PNG picture"),
        (b"MZ\x90\x00" * 100, "photo.jpg", "Choose a PDF, or a JPEG or PNG picture"),
        (b"<html>%PDF-1.7", "minutes.pdf", "Choose a PDF, or a JPEG or PNG picture"),
        (b"%PDF-1.7 and nothing more", "minutes.pdf", "damaged or not whole"),
        (jpeg()[:400], "photo.jpg", "damaged or not whole"),
        (pdf(1, password="secret"), "minutes.pdf", "asks for a password"),
    ],
)
def test_what_is_not_taken_says_what_to_do(cast, acting, send, content, name, said):
    page = send(content, name)

    assert page.status_code == 200
    assert said in page.content.decode()
    with acting(cast.amina):
        assert Document.objects.count() == 0


def test_too_large_is_said_and_not_kept(cast, acting, send):
    page = send(b"%PDF-1.7" + b"x" * LARGEST)

    assert "larger than 10 MB" in page.content.decode()
    with acting(cast.amina):
        assert Document.objects.count() == 0


def test_a_file_reaches_nobody_without_signing_in(made):
    from django.test import Client

    file = SimpleUploadedFile("x.pdf", pdf())
    answer = Client().post(reverse("entries:add-document", args=[made.pk]), {"file": file})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.feature("FAM10")
def test_put_with_the_wrong_family_it_is_taken_out_and_kept(cast, acting, client, made):
    with acting(cast.amina) as by:
        one = make_document(by, made, title="Report on somebody else")
    address = reverse("entries:withdraw-document", args=[one.pk])
    assert "Write why it is taken out" in client.post(address, {}).content.decode()
    page = client.post(address, {"because": "It belongs to another family."}, follow=True)

    said = page.content.decode()
    assert "It belongs to another family." in said
    assert "Report on somebody else" not in said
    story = client.get(reverse("workspace:chronology", args=[made.pk])).content.decode()
    assert "Report on somebody else" not in story
    for name in ("document", "document-file", "withdraw-document"):
        assert client.get(reverse(f"entries:{name}", args=[one.pk])).status_code == 404
    with acting(cast.amina):
        assert Document.objects.defer("content").get().size > 0


def test_a_list_of_documents_reads_no_file(cast, acting, client, made, superuser):
    """A file that cannot be opened breaks no list."""
    with acting(cast.amina) as by:
        one = make_document(by, made)
    superuser.execute("UPDATE entries_document SET content = 'broken' WHERE id = %s", [one.pk])
    for name in ("documents", "chronology"):
        assert client.get(reverse(f"workspace:{name}", args=[made.pk])).status_code == 200


def test_a_manager_reads_no_document(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        one = make_document(by, made)
    client = signed_in(cast.mo)
    assert client.get(reverse("workspace:documents", args=[made.pk])).status_code == 200
    assert client.get(reverse("entries:document-file", args=[one.pk])).status_code == 404
