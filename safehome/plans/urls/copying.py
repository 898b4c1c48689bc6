"""Addresses for copying."""

from django.urls import URLPattern

paths: list[URLPattern] = []
