"""Addresses of the professionals and of the child's own programme."""

from django.urls import path

from safehome.network import views

app_name = "network"

urlpatterns = [
    path("<uuid:family>/add/", views.add_professional, name="add"),
    path("<uuid:pk>/correct/", views.correct_professional, name="correct"),
    path("<uuid:pk>/confirm/", views.confirm_professional, name="confirm"),
    path("<uuid:pk>/end/", views.end_professional, name="end"),
    path("children/<uuid:child>/programme/", views.write_therapy, name="write-therapy"),
    path("children/<uuid:child>/steps/", views.plan_milestone, name="plan-milestone"),
    path("steps/<uuid:pk>/", views.settle_milestone, name="settle-milestone"),
]
