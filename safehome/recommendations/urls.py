"""Addresses of the register of recommendations."""

from django.urls import path

from safehome.recommendations import views

app_name = "recommendations"

urlpatterns = [
    path("", views.register, name="register"),
    path("add/", views.recommend, name="recommend"),
    path("<uuid:pk>/", views.recommendation, name="recommendation"),
    path("<uuid:pk>/step/", views.go_on, name="go-on"),
]
