"""Addresses for asking."""

from django.urls import path

from safehome.workspace.asking import links, slips, supervision, views, waiting

app_name = "measures"

urlpatterns = [
    path("families/<uuid:pk>/waiting-answers/", waiting.while_waiting, name="while-waiting"),
    path(
        "families/<uuid:pk>/waiting-answers/<uuid:carer>/link/",
        waiting.make_waiting_link, name="make-waiting-link",
    ),
    path(
        "families/<uuid:pk>/waiting-answers/<uuid:carer>/<slug:questionnaire>/",
        waiting.answer_waiting, name="answer-waiting",
    ),
    path("answers/<uuid:pk>/", slips.the_set, name="set"),
    path("answers/<uuid:pk>/correct/", slips.correct, name="correct"),
    path("answers/<uuid:pk>/set-aside/", slips.aside, name="set-aside"),
    path("journeys/<uuid:pk>/answers/supervision/", supervision.first, name="supervision-first"),
    path("journeys/feedback/<uuid:pk>/", supervision.kept, name="feedback"),
    path("journeys/feedback/<uuid:pk>/open/", supervision.opened, name="open-feedback"),
    path("journeys/<uuid:pk>/links/<uuid:carer>/<slug:point>/", links.make, name="make-link"),
    path("journeys/links/<uuid:pk>/end/", links.end, name="end-link"),
    path("journeys/links/<uuid:pk>/take-in/", links.take_in, name="take-in"),
    path("journeys/<uuid:pk>/answers/", views.ask, name="ask"),
    path("journeys/<uuid:pk>/answers/talk/", views.talk, name="talk"),
    path("journeys/<uuid:pk>/answers/<uuid:carer>/", views.together, name="together"),
    path(
        "journeys/<uuid:pk>/answers/<uuid:carer>/<slug:point>/<slug:questionnaire>/",
        views.answer, name="answer",
    ),
]  # fmt: skip
