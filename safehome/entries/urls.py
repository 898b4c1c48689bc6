"""Addresses of entries, documents and flags. Where they are shown together is the workspace's."""

from django.urls import path

from safehome.entries import views

app_name = "entries"

urlpatterns = [
    path("documents/<uuid:family>/add/", views.add_document, name="add-document"),
    path("documents/<uuid:pk>/", views.document, name="document"),
    path("documents/<uuid:pk>/file/", views.document_file, name="document-file"),
    path("documents/<uuid:pk>/withdraw/", views.withdraw_document, name="withdraw-document"),
    path("flags/<uuid:family>/raise/", views.raise_flag, name="raise-flag"),
    path("flags/<uuid:pk>/review/", views.review_flag, name="review-flag"),
    path("flags/<uuid:pk>/end/", views.end_flag, name="end-flag"),
    path("<uuid:family>/write/", views.write_entry, name="write"),
    path("<uuid:pk>/correct/", views.correct_entry, name="correct"),
]
