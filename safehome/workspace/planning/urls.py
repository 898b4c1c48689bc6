"""Addresses of safety plans."""

from django.urls import path

from safehome.workspace.planning import (
    bearing,
    comparing,
    deciding,
    exempting,
    figures,
    minding,
    reviewing,
    standing,
    writing,
)
from safehome.workspace.sharing import phones
from safehome.workspace.sharing import views as sharing

app_name = "plans"

VERSION = "plans/versions/<uuid:pk>/"
COPY = "plans/copies/<uuid:pk>/"

urlpatterns = [
    path("plans/figures/", figures.figures, name="figures"),
    path("plans/<uuid:family>/begin/", writing.begin, name="begin"),
    path("plans/<uuid:family>/without/", exempting.exemptions, name="exemptions"),
    path("plans/<uuid:family>/without/write/", exempting.exempt, name="exempt"),
    path("plans/exemptions/<uuid:pk>/end/", exempting.end, name="end-exemption"),
    path("plans/<uuid:family>/conditions/", minding.conditions, name="conditions"),
    path("plans/<uuid:family>/conditions/note/", minding.note_condition, name="note-condition"),
    path("plans/conditions/<uuid:pk>/settle/", minding.settle_condition, name="settle-condition"),
    path("plans/conditions/<uuid:pk>/end/", minding.end_condition, name="end-condition"),
    path(VERSION + "rehearse/", minding.rehearse, name="rehearse"),
    path(VERSION + "write/", writing.write, name="write"),
    path(VERSION + "voices/<uuid:child>/", writing.voice, name="voice"),
    path(VERSION + "give-up/", writing.give_up, name="give-up"),
    path("plans/lines/<uuid:pk>/", writing.line, name="line"),
    path("plans/lines/<uuid:pk>/remove/", writing.remove_line, name="remove-line"),
    path("plans/lines/<uuid:pk>/put-back/", writing.put_line_back, name="put-line-back"),
    path(VERSION, deciding.version, name="version"),
    path(VERSION + "compare/", comparing.compare, name="compare"),
    path(VERSION + "agree/", deciding.agree, name="agree"),
    path(VERSION + "agree/review-day/", deciding.review_day, name="review-day"),
    path(VERSION + "agree/<uuid:member>/", standing.stand, name="stand"),
    path(VERSION + "approve/", deciding.approve, name="approve"),
    path(VERSION + "put-in-force/", deciding.put_in_force, name="put-in-force"),
    path(VERSION + "load/", bearing.load, name="load"),
    path(VERSION + "load/<uuid:member>/", bearing.account, name="account"),
    path(VERSION + "load/move/<uuid:hand>/", bearing.move_task, name="move-task"),
    path(VERSION + "answers/<uuid:breach>/", deciding.answer, name="answer"),
    path("plans/<uuid:pk>/copies/", sharing.copies, name="copies"),
    path("plans/<uuid:pk>/copies/give/", sharing.give_copy, name="give-copy"),
    path("plans/<uuid:pk>/copies/phone/", phones.offer_phone, name="offer-phone"),
    path(COPY + "withdraw-now/", phones.withdraw_phone, name="withdraw-phone"),
    path(COPY + "paper/", sharing.paper, name="paper"),
    path(COPY + "withdraw/", sharing.withdraw_copy, name="withdraw-copy"),
    path(COPY + "returned/", sharing.copy_returned, name="copy-returned"),
    path("plans/reviews/<uuid:pk>/hold/", reviewing.hold_review, name="hold-review"),
    path("plans/<uuid:pk>/", deciding.plan, name="plan"),
    path("plans/<uuid:pk>/begin-version/", deciding.begin_version, name="begin-version"),
    path("plans/<uuid:pk>/did-not-work/", deciding.breach, name="breach"),
    path("plans/<uuid:pk>/look-again/", reviewing.ask_review, name="ask-review"),
    path("plans/<uuid:pk>/look-now/", reviewing.look_now, name="look-now"),
    path("plans/<uuid:pk>/compare/", comparing.compare_any, name="compare-any"),
    path("plans/<uuid:pk>/close/", deciding.close, name="close"),
]
