"""Addresses of the public door. They are neutral: they may stay in somebody's history."""

from django.urls import URLPattern, path

from safehome.reception.views import entering, lines, notes, writing

app_name = "reception"

urlpatterns: list[URLPattern] = [
    path("health/", entering.health, name="health"),
    path("", entering.nowhere, name="nowhere"),
    # The page that a carer's telephone keeps. Before the codes: no organisation is called so.
    path("notes/", notes.page, name="notes"),
    path("notes/worker.js", notes.worker, name="notes-worker"),
    path("notes/about.webmanifest", notes.manifest, name="notes-manifest"),
    path("notes/take/", notes.take, name="notes-take"),
    path("notes/stands/", notes.stands, name="notes-stands"),
    path("notes/erased/", notes.erased, name="notes-erased"),
    # What a carer answers by a private link.
    path("page/", lines.code, name="lines"),
    path("page/line/<int:number>/", lines.line, name="line"),
    path("page/check/", lines.check, name="lines-check"),
    path("page/sent/", lines.sent, name="lines-sent"),
    path("page/clear/", lines.clear, name="lines-clear"),
    path("page/in/<slug:language>/", lines.code, name="lines-in"),
    path("page/in/<slug:language>/<slug:written>/", lines.begin, name="lines-from-in"),
    path("page/<slug:written>/", lines.begin, name="lines-from"),
    path("<slug:code>/", entering.before, name="before"),
    path("<slug:code>/start/", entering.start, name="start"),
    path("<slug:code>/return/", entering.come_back, name="return"),
    path("<slug:code>/clear/", entering.clear, name="clear"),
    path("<slug:code>/tasks/", writing.tasks, name="tasks"),
    path("<slug:code>/tasks/undo/", writing.undo, name="undo"),
    path("<slug:code>/tasks/<slug:section>/", writing.section, name="section"),
    path("<slug:code>/tasks/<slug:section>/<int:number>/remove/", writing.remove, name="remove"),
    path("<slug:code>/tasks/<slug:section>/<int:number>/<slug:page>/", writing.page, name="page"),
    path("<slug:code>/keep/<slug:section>/<int:number>/<slug:page>/", writing.keep, name="keep"),
    path("<slug:code>/check/", writing.check, name="check"),
    path("<slug:code>/handed-in/", writing.handed_in, name="handed-in"),
]
