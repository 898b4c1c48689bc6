"""Addresses for asking and deciding."""

from django.urls import path

from safehome.workspace.agreeing import views

app_name = "agreements"

CARER = "families/members/<uuid:pk>/agreements/"

urlpatterns = [
    path(CARER + "thanks/", views.thanks, name="thanks"),
    path(CARER + "<slug:kind>/ask/", views.ask, name="ask"),
    path(CARER + "<slug:kind>/paper/", views.paper, name="paper"),
    path(CARER + "<slug:purpose>/take-back/", views.take_back, name="take-back"),
    path(CARER + "<slug:purpose>/not-valid/", views.not_valid, name="not-valid"),
    path("families/<uuid:pk>/agreements/<slug:purpose>/decide/", views.resolve, name="resolve"),
    path("agreements/why-not/", views.why_not, name="why-not"),
]
