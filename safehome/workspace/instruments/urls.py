"""Addresses for instruments."""

from django.urls import path

from safehome.workspace.instruments import choosing, scores, views

app_name = "instruments"

urlpatterns = [
    path("instruments/", views.listed, name="list"),
    path("instruments/licences/<uuid:pk>/end/", views.end, name="end"),
    path("instruments/asked/<uuid:pk>/stop/", choosing.stop, name="stop"),
    path("instruments/<slug:instrument>/", views.one, name="one"),
    path("instruments/<slug:instrument>/licence/", views.record, name="record"),
    path("instruments/<slug:instrument>/ask/", choosing.ask, name="ask"),
    path("instruments/<slug:instrument>/words/", views.words, name="words"),
    path("journeys/<uuid:pk>/answers/others/", scores.which, name="which"),
    path(
        "journeys/<uuid:pk>/answers/<uuid:carer>/<slug:point>/<slug:instrument>/scores/",
        scores.enter, name="scores",
    ),
]  # fmt: skip
