"""The programme office's door. Its role can read no table about a family."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("safehome.people.urls")),
    path("packets/", include("safehome.office.taking.urls")),
    path("", include("safehome.office.urls")),
]

handler400 = "safehome.config.errors.bad_request"
handler403 = "safehome.config.errors.refused"
handler404 = "safehome.config.errors.not_found"
handler500 = "safehome.config.errors.failed"
