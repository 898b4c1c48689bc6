"""The programme office's pages."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from safehome.office import queries
from safehome.office.previewing import OfPublished, OfWaiting
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.programme.packs import Pack
from safehome.programme.papers import papers
from safehome.programme.preview import Places, context_of

OFFICE = {Role.OFFICE}
PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}


@endpoint(roles=OFFICE)
def organisations(request: Request) -> HttpResponse:
    return render(request, "office/organisations.html", {"found": queries.organisations()})


@endpoint(roles=OFFICE)
def programme(request: Request) -> HttpResponse:
    """What is published, and what lies ready to be."""
    context = {"found": queries.versions(), "waiting": queries.waiting()}
    return render(request, "office/programme.html", context)


@endpoint(roles=OFFICE)
def version_leaf(request: Request, pk: UUID, path: str) -> HttpResponse:
    """A page of a published version, as a practitioner or a carer sees it."""
    version, pack = queries.published_pack(pk)
    standing = f"Published {version.published_at:%-d %B %Y}. A published version never changes."
    return _leaf(request, pack, path, OfPublished(pk), standing)


@endpoint(roles=OFFICE)
def version_paper(_request: Request, pk: UUID, name: str) -> HttpResponse:
    """A paper of a published version."""
    return _paper(queries.published_pack(pk)[1], name)


@endpoint(roles=OFFICE)
def version_picture(_request: Request, pk: UUID, path: str) -> HttpResponse:
    """A picture of a published version."""
    return _picture(queries.published_pack(pk)[1], path)


@endpoint(roles=OFFICE)
def waiting_leaf(request: Request, name: str, version: str, path: str) -> HttpResponse:
    """A page of a pack that is not published; what is wrong with it, when it is not whole."""
    found = queries.waiting_pack(name, version)
    if found.examined.pack is None:
        return render(request, "office/broken_pack.html", {"found": found})
    standing = "Not published. It shows what lies in the folder of packs now."
    return _leaf(request, found.examined.pack, path, OfWaiting(name, version), standing)


@endpoint(roles=OFFICE)
def waiting_paper(_request: Request, name: str, version: str, paper: str) -> HttpResponse:
    """A paper of a pack that is not published."""
    return _paper(_whole(name, version), paper)


@endpoint(roles=OFFICE)
def waiting_picture(_request: Request, name: str, version: str, path: str) -> HttpResponse:
    """A picture of a pack that is not published."""
    return _picture(_whole(name, version), path)


def _whole(name: str, version: str) -> Pack:
    pack = queries.waiting_pack(name, version).examined.pack
    if pack is None:
        raise Http404
    return pack


def _leaf(request: Request, pack: Pack, path: str, places: Places, standing: str) -> HttpResponse:
    whole = queries.book_of(pack)
    leaf = queries.leaf_of(whole, path)
    layout = "office/preview_layout.html"
    context = context_of(whole, leaf, places) | {"layout": layout, "standing": standing}
    return render(request, f"programme/preview/{leaf.template}.html", context)


def _paper(pack: Pack, name: str) -> HttpResponse:
    paper = papers(pack).get(name)
    if paper is None:
        raise Http404
    answer = HttpResponse(paper.press(), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _picture(pack: Pack, path: str) -> HttpResponse:
    kind = PICTURES.get(path.rpartition(".")[2])
    if kind is None or path not in pack.files:
        raise Http404
    return HttpResponse(pack.files[path], content_type=kind)
