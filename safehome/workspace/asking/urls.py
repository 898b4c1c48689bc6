"""Addresses for asking."""

from django.urls import path

from safehome.workspace.asking import views

app_name = "measures"

urlpatterns = [
    path("journeys/<uuid:pk>/answers/", views.ask, name="ask"),
    path("journeys/<uuid:pk>/answers/<uuid:carer>/", views.together, name="together"),
    path(
        "journeys/<uuid:pk>/answers/<uuid:carer>/<slug:point>/<slug:questionnaire>/",
        views.answer, name="answer",
    ),
]  # fmt: skip
