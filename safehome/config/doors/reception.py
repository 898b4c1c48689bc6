"""The public door for referrers. Its role reads no family, and holds no key."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("safehome.reception.urls")),
]

handler400 = "safehome.reception.views.errors.bad_request"
handler403 = "safehome.reception.views.errors.refused"
handler404 = "safehome.reception.views.errors.not_found"
handler500 = "safehome.reception.views.errors.failed"
