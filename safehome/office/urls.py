"""Addresses of the programme office."""

from django.urls import path

from safehome.office import views

app_name = "office"

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("programme/", views.programme, name="programme"),
]
