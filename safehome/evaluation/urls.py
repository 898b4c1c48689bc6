"""Addresses of the evaluation room."""

from django.urls import path

from safehome.evaluation import views

app_name = "evaluation"

urlpatterns = [
    path("", views.report, name="report"),
    path("figures/", views.every_figure, name="every-figure"),
    path("take-away/", views.take_away, name="take-away"),
    path("exports/", views.exports, name="exports"),
    path("what-changed.pdf", views.paper, name="paper"),
    path("what-changed.csv", views.figures, name="figures"),
    path("what-the-figures-mean.csv", views.dictionary, name="dictionary"),
    path("frozen-set.json", views.frozen, name="frozen"),
    path("indicators/", views.indicators, name="indicators"),
    path("journeys/<slug:place>/", views.listed, name="listed"),
]
