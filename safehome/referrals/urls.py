"""Addresses of referrals, for the staff."""

from django.urls import URLPattern

app_name = "referrals"

urlpatterns: list[URLPattern] = []
