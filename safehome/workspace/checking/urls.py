"""Address for checking in."""

from django.urls import path

from safehome.workspace.checking import views

app_name = "checking"

urlpatterns = [path("check-ins/<uuid:pk>/", views.check_in, name="check-in")]
