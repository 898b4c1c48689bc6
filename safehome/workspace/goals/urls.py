"""Addresses for goals."""

from django.urls import path

from safehome.workspace.goals import views

app_name = "goals"

urlpatterns = [
    path("journeys/<uuid:pk>/goals/<uuid:carer>/", views.goals, name="goals"),
    path("journeys/<uuid:pk>/goals/<uuid:carer>/add/", views.add, name="add"),
    path("journeys/<uuid:pk>/goals/<uuid:goal>/words/", views.words, name="words"),
    path("journeys/<uuid:pk>/goals/<uuid:goal>/became/", views.became, name="became"),
]
