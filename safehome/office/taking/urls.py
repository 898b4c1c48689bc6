"""Addresses of packets in the programme office's door."""

from django.urls import path

from safehome.office.taking import views

app_name = "taking"

urlpatterns = [
    path("", views.senders, name="senders"),
    path("all/", views.of_all, name="of-all"),
    path("all/<str:topic>/", views.each_sender, name="each-sender"),
    path("take-in/", views.take_in, name="take-in"),
    path("keys/take-in/", views.take_in_key, name="take-in-key"),
    path("keys/<uuid:pk>/end/", views.end_key, name="end-key"),
    path("senders/<uuid:pk>/", views.sender, name="sender"),
]
