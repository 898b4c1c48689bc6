"""Addresses for wording in other languages."""

from django.urls import path

from safehome.workspace.readings import views

app_name = "readings"

urlpatterns = [
    path("languages/", views.listed, name="list"),
    path("languages/<slug:translation>/", views.one, name="one"),
]
