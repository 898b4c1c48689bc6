"""Addresses of referrals, for the staff."""

from django.urls import URLPattern, path

from safehome.referrals.views import (
    arriving,
    deciding,
    front_door,
    opening,
    parting,
    telephone,
    waiting,
)

app_name = "referrals"

urlpatterns: list[URLPattern] = [
    path("", arriving.referrals, name="list"),
    path("front-door/", front_door.front_door, name="front-door"),
    path("take-down/", telephone.take_down, name="take-down"),
    path("arrivals/<uuid:pk>/take-in/", arriving.take_in, name="take-in"),
    path("<uuid:pk>/", arriving.referral, name="referral"),
    path("<uuid:pk>/tell/", arriving.tell, name="tell"),
    path("<uuid:pk>/step-aside/", arriving.step_aside, name="step-aside"),
    path("<uuid:pk>/alike/", deciding.alike, name="alike"),
    path("<uuid:pk>/part/", parting.part, name="part"),
    path("<uuid:pk>/suitability/", deciding.suitability, name="suitability"),
    path("<uuid:pk>/letter/", deciding.letter, name="letter"),
    path("<uuid:pk>/letter/paper/", deciding.letter_paper, name="letter-paper"),
    path("<uuid:pk>/open/", opening.open_family, name="open"),
    path("waiting/<uuid:pk>/check-in/", waiting.check_in, name="check-in"),
    path("waiting/<uuid:pk>/priority/", waiting.priority, name="priority"),
    path("waiting/<uuid:pk>/allocate/", waiting.allocate, name="allocate"),
    path("capacity/", waiting.capacity, name="capacity"),
    path("capacity/<uuid:pk>/", waiting.set_capacity, name="set-capacity"),
    path("refusals/", deciding.refusals, name="refusals"),
    path("refusals/sheet/", deciding.refusals_sheet, name="refusals-sheet"),
    path("<uuid:pk>/tasks/", telephone.tasks, name="tasks"),
    path("<uuid:pk>/tasks/undo/", telephone.undo, name="undo"),
    path("<uuid:pk>/tasks/<slug:section>/", telephone.section, name="section"),
    path("<uuid:pk>/tasks/<slug:section>/<int:number>/remove/", telephone.remove, name="remove"),
    path("<uuid:pk>/tasks/<slug:section>/<int:number>/<slug:page>/", telephone.page, name="page"),
    path("<uuid:pk>/keep/<slug:section>/<int:number>/<slug:page>/", telephone.keep, name="keep"),
    path("<uuid:pk>/check/", telephone.check, name="check"),
]
