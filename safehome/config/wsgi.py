"""The application of one door, as the server loads it: checked before it answers."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safehome.config.settings")


def make() -> WSGIHandler:
    django.setup()
    from safehome.config.guards import refuse_unsafe
    from safehome.people.endpoints import refuse_undeclared

    refuse_unsafe()
    refuse_undeclared(get_resolver(settings.ROOT_URLCONF).url_patterns)
    return WSGIHandler()


application = make()
