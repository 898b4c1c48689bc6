"""Addresses for writing."""

from django.urls import URLPattern

paths: list[URLPattern] = []
