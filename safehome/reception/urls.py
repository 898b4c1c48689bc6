"""Addresses of the public door. They are neutral: they may stay in somebody's history."""

from django.urls import URLPattern

app_name = "reception"

urlpatterns: list[URLPattern] = []
