"""Addresses of letters, messages and the ledger. A family's own page of them is the workspace's."""

from django.urls import path

from safehome.informing import views

app_name = "informing"

FAMILY = "families/<uuid:family>/"
LETTER = "letters/<uuid:letter>/"

urlpatterns = [
    path(FAMILY + "letters/", views.begin_letter, name="begin-letter"),
    path(FAMILY + "message/", views.send_message, name="send-message"),
    path(FAMILY + "told/", views.note_told, name="note-told"),
    path(FAMILY + "knowing/", views.change_knowing, name="change-knowing"),
    path("members/<uuid:member>/letter/", views.write_to_member, name="write-to-member"),
    path(
        "professionals/<uuid:professional>/letter/",
        views.write_to_professional,
        name="write-to-professional",
    ),
    path(LETTER, views.letter, name="letter"),
    path(LETTER + "paper/", views.paper, name="paper"),
    path(LETTER + "check/", views.check_letter, name="check-letter"),
    path(LETTER + "let-go/", views.let_go, name="let-go"),
    path(LETTER + "arrived/", views.note_arrived, name="note-arrived"),
    path(LETTER + "recall/", views.recall_letter, name="recall-letter"),
    path(LETTER + "sent/", views.note_sent, name="note-sent"),
    path("messages/<uuid:notice>/recall/", views.recall_message, name="recall-message"),
    path("messages/<uuid:notice>/gone/", views.note_gone, name="note-gone"),
    path("templates/", views.templates, name="templates"),
    path("templates/write/", views.write_template, name="write-template"),
    path("templates/<uuid:template>/retire/", views.retire_template, name="retire-template"),
    path("manner/", views.manner, name="manner"),
]
