"""Addresses of the families room. The family's own page belongs to the workspace."""

from django.urls import path

from safehome.families import views

app_name = "families"

FAMILY = "<uuid:pk>/"

urlpatterns = [
    path("new/", views.open_family, name="open"),
    path("to-hand-over/", views.to_hand_over, name="to-hand-over"),
    path(FAMILY + "homes/add/", views.add_household, name="add-household"),
    path(FAMILY + "add-carer/", views.add_member, {"kind": "carer"}, name="add-carer"),
    path(FAMILY + "add-child/", views.add_member, {"kind": "child"}, name="add-child"),
    path(FAMILY + "add-adult/", views.add_member, {"kind": "adult"}, name="add-adult"),
    path(FAMILY + "relate/", views.relate, name="relate"),
    path("ties/<uuid:pk>/end/", views.end_relationship, name="end-relationship"),
    path("ties/<uuid:pk>/withdraw/", views.withdraw_relationship, name="withdraw-relationship"),
    path("homes/<uuid:pk>/hide/", views.hide_home, name="hide-home"),
    path("hidden/<uuid:pk>/end/", views.end_hiding, name="end-hiding"),
    path("members/<uuid:pk>/restrict/", views.restrict_member, name="restrict-member"),
    path("members/<uuid:pk>/lift/", views.lift_restriction, name="lift-restriction"),
    path(FAMILY + "assign/", views.assign, name="assign"),
    path(FAMILY + "merge/", views.merge, name="merge"),
    path("merges/<uuid:pk>/undo/", views.undo_merge, name="undo-merge"),
    path(FAMILY + "block/", views.block, name="block"),
    path("members/<uuid:pk>/leave/", views.leave, name="leave"),
    path("homes/<uuid:pk>/give-up/", views.give_up, name="give-up"),
    path("departures/<uuid:pk>/take-back/", views.take_back_departure, name="take-back-departure"),
    path("members/<uuid:pk>/correct/", views.correct_member, name="correct-member"),
    path("members/<uuid:pk>/contact/", views.agree_safe_contact, name="agree-safe-contact"),
    path("assignments/<uuid:pk>/end/", views.end_assignment, name="end-assignment"),
    path("blocks/<uuid:pk>/lift/", views.lift_block, name="lift-block"),
]
