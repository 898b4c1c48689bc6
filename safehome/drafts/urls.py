"""Where drafts are kept."""

from django.urls import path

from safehome.drafts import views

app_name = "drafts"

urlpatterns = [
    path("apart/", views.all_apart, name="all-apart"),
    path("apart/<uuid:pk>/", views.apart, name="apart"),
    path("private/<slug:words>/<uuid:pk>/", views.keep_private, name="keep-private"),
    path("<slug:form>/<uuid:family>/<uuid:about>/", views.keep, name="keep"),
]
