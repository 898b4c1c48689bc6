"""Addresses of the staff's home, caseload and the family's page."""

from django.urls import path

from safehome.workspace import views

app_name = "workspace"

urlpatterns = [
    path("", views.home, name="home"),
    path("families/", views.caseload, name="caseload"),
    path("waiting/", views.waiting, name="waiting"),
    path("families/search/", views.search, name="search"),
    path("families/<uuid:pk>/", views.family, name="family"),
    path("families/<uuid:pk>/map/", views.family_map, name="family-map"),
    path("families/<uuid:pk>/people/", views.people, name="people"),
    path("families/<uuid:pk>/agreements/", views.agreements, name="agreements"),
    path("families/<uuid:pk>/sessions/", views.sessions, name="sessions"),
    path("families/<uuid:pk>/plans/", views.plans, name="plans"),
    path("families/<uuid:pk>/measures/", views.measures, name="measures"),
    path("families/<uuid:pk>/contacts/", views.contacts, name="contacts"),
    path("families/<uuid:pk>/documents/", views.documents, name="documents"),
    path("families/<uuid:pk>/informed/", views.informed, name="informed"),
    path("families/<uuid:pk>/chronology/", views.chronology, name="chronology"),
    path("families/<uuid:pk>/who-looked/", views.who_looked, name="who-looked"),
    path("families/members/<uuid:pk>/", views.member, name="member"),
]
