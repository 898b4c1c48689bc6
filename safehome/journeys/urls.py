"""Addresses of journeys and their sessions."""

from django.urls import path

from safehome.journeys import views

app_name = "journeys"

urlpatterns = [
    path("start/<uuid:family>/", views.start_journey, name="start-journey"),
    path("<uuid:pk>/", views.journey, name="journey"),
    path("<uuid:pk>/join/", views.join_journey, name="join-journey"),
    path("<uuid:pk>/end/", views.end_journey, name="end-journey"),
    path("<uuid:pk>/extra/", views.add_extra_session, name="add-extra-session"),
    path("<uuid:pk>/summary/<uuid:carer>/", views.summary, name="summary"),
    path("sessions/<uuid:pk>/", views.session, name="session"),
    path("sessions/<uuid:pk>/prepare/", views.prepare_session, name="prepare-session"),
    path("sessions/<uuid:pk>/manual/", views.manual, name="manual"),
    path(
        "sessions/<uuid:pk>/print/<slug:handout>/<slug:version>/",
        views.print_handout,
        name="print-handout",
    ),
    path("sessions/<uuid:pk>/record/", views.record_session, name="record-session"),
    path("sessions/<uuid:pk>/add/", views.add_to_session, name="add-to-session"),
    path("sessions/<uuid:pk>/replan/", views.replan_session, name="replan-session"),
]
