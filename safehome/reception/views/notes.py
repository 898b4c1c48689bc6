"""The page that a carer's telephone keeps, and the three things that it asks.

The page is the same for everybody and says nothing. A token stands in the body of what
is sent, never in an address; whoever has none learns nothing.
"""

from __future__ import annotations

import base64
import binascii
import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from safehome.people.endpoints import Request, endpoint
from safehome.plans import telephone
from safehome.reception import shell
from safehome.reception.slowing import whence
from safehome.referrals.actions.knocking import bucket_of

TOKEN = 32  # bytes
WRONG_ONES = 20  # from one place within a quarter of an hour
NOTHING = "There is nothing under this link: it was used, is too old, or is not whole."
# Nothing but the page's own files; and no script of its own can write HTML.
STRICT: dict[str, list[str]] = {
    "default-src": [CSP.NONE], "script-src": [CSP.SELF], "style-src": [CSP.SELF],
    "img-src": [CSP.SELF], "connect-src": [CSP.SELF], "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF], "form-action": [CSP.NONE], "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE], "require-trusted-types-for": ["'script'"],
    "trusted-types": ["notes"],
}  # fmt: skip


@csp_override(STRICT)
@endpoint(roles=None)
def page(request: Request) -> HttpResponse:
    """What the telephone keeps; what it shows is decided there."""
    return render(request, "reception/notes.html", {"part": shell.address_of, "name": shell.NAME})


@endpoint(roles=None)
def worker(_: Request) -> HttpResponse:
    made = shell.worker(reverse("reception:notes"))
    return HttpResponse(made, content_type="text/javascript; charset=utf-8")


@endpoint(roles=None)
def manifest(_: Request) -> HttpResponse:
    made = shell.manifest(reverse("reception:notes"))
    return JsonResponse(made, content_type="application/manifest+json")


@csrf_exempt  # no cookie is asked: a token, and that the page itself sends it
@endpoint(roles=None, methods=("POST",))
def take(request: Request) -> HttpResponse:
    """The sealed box, once."""
    if not _is_our_own(request):
        return _refused()
    token = _token_in(request)
    box = telephone.take(token) if token else None
    if box is None:
        return _unknown(request)
    return HttpResponse(box, content_type="application/octet-stream")


@csrf_exempt
@endpoint(roles=None, methods=("POST",))
def stands(request: Request) -> HttpResponse:
    """Whether it still holds. That somebody asked is written nowhere."""
    if not _is_our_own(request):
        return _refused()
    token = _token_in(request)
    said = telephone.stands(token) if token else ""
    if not said:
        return _unknown(request)
    return JsonResponse({"stands": said, "now": int(timezone.now().timestamp() * 1000)})


@csrf_exempt
@endpoint(roles=None, methods=("POST",))
def erased(request: Request) -> HttpResponse:
    """It is gone from the telephone. The answer is the same whatever was said."""
    if not _is_our_own(request):
        return _refused()
    token = _token_in(request)
    if token:
        telephone.erased(token)
    return HttpResponse(status=204)


def _is_our_own(request: HttpRequest) -> bool:
    """Whether our own page sends it: other sites' pages cannot say so, nor send JSON here."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is None:
        origin = request.headers.get("Origin", "")
        said = "same-origin" if origin == f"{request.scheme}://{request.get_host()}" else ""
    return said == "same-origin" and request.content_type == "application/json"


def _token_in(request: HttpRequest) -> bytes | None:
    try:
        written = json.loads(request.body)["token"]
        token = base64.urlsafe_b64decode(f"{written}==")
    except (ValueError, TypeError, KeyError, UnicodeDecodeError, binascii.Error, RecursionError):
        return None
    return token if len(token) == TOKEN else None


def _refused() -> HttpResponse:
    return JsonResponse({"said": "This is asked by the page itself alone."}, status=403)


def _unknown(request: HttpRequest) -> HttpResponse:
    """The same for a wrong, a used and an old link; slower, where many wrong ones come from."""
    count = telephone.knock(bucket_of("phone", whence(request)))
    answer = JsonResponse({"said": NOTHING}, status=429 if count > WRONG_ONES else 404)
    if count > WRONG_ONES:
        answer["Retry-After"] = "60"
    # The count of knocks must outlive this answer.
    answer.keeps_what_it_wrote = True  # type: ignore[attr-defined]
    return answer
