"""Where drafts are kept."""

from django.urls import path

from safehome.drafts import views

app_name = "drafts"

urlpatterns = [
    path("<slug:form>/<uuid:family>/<uuid:about>/", views.keep, name="keep"),
]
