"""Address of what recording costs."""

from django.urls import path

from safehome.recording import views

app_name = "recording"

urlpatterns = [path("", views.cost, name="cost")]
