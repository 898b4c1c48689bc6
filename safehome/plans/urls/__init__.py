"""Addresses of plans: writing them, deciding about them, their copies."""

from safehome.plans.urls.copying import paths as copying
from safehome.plans.urls.deciding import paths as deciding
from safehome.plans.urls.writing import paths as writing

app_name = "plans"

urlpatterns = [*writing, *deciding, *copying]
