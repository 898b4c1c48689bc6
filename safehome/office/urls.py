"""Addresses of the programme office."""

from django.urls import path

from safehome.office import views

app_name = "office"

VERSION = "programme/versions/<uuid:pk>/"
WAITING = "programme/waiting/<slug:name>/<str:version>/"

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("programme/", views.programme, name="programme"),
    path(f"{VERSION}preview/<path:path>/", views.version_leaf, name="version-leaf"),
    path(f"{VERSION}papers/<str:name>.pdf", views.version_paper, name="version-paper"),
    path(f"{VERSION}pictures/<path:path>", views.version_picture, name="version-picture"),
    path(f"{WAITING}preview/<path:path>/", views.waiting_leaf, name="waiting-leaf"),
    path(f"{WAITING}papers/<str:paper>.pdf", views.waiting_paper, name="waiting-paper"),
    path(f"{WAITING}pictures/<path:path>", views.waiting_picture, name="waiting-picture"),
]
