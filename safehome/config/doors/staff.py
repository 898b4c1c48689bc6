"""The staff's door."""

from django.urls import URLPattern, URLResolver, include, path

from safehome.design.gallery import gallery
from safehome.people.endpoints import Endpoint, declare

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("safehome.people.urls")),
    path("drafts/", include("safehome.drafts.urls")),
    path("journeys/", include("safehome.journeys.urls")),
    path("families/", include("safehome.families.urls")),
    path("entries/", include("safehome.entries.urls")),
    path("network/", include("safehome.network.urls")),
    path("informing/", include("safehome.informing.urls")),
    path("referrals/", include("safehome.referrals.urls")),
    path("outcomes/", include("safehome.evaluation.urls")),
    path("recommendations/", include("safehome.recommendations.urls")),
    path("recording/", include("safehome.recording.urls")),
    path("packets/", include("safehome.observatory.urls")),
    path("", include("safehome.workspace.asking.urls")),
    path("", include("safehome.workspace.goals.urls")),
    path("", include("safehome.workspace.instruments.urls")),
    path("", include("safehome.workspace.readings.urls")),
    path("", include("safehome.workspace.checking.urls")),
    path("", include("safehome.workspace.agreeing.urls")),
    path("", include("safehome.workspace.planning.urls")),
    path("", include("safehome.workspace.urls")),
    path("design/", declare(gallery, Endpoint(None, ("GET", "HEAD"), "", family=False))),
]

handler400 = "safehome.config.errors.bad_request"
handler403 = "safehome.config.errors.refused"
handler404 = "safehome.config.errors.not_found"
handler500 = "safehome.config.errors.failed"
