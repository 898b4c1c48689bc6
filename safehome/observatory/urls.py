"""Addresses of an organisation's packets."""

from django.urls import path

from safehome.observatory import views

app_name = "observatory"

urlpatterns = [
    path("", views.packets, name="packets"),
    path("key/", views.make_key, name="make-key"),
    path("next/", views.next_packet, name="next-packet"),
    path("next/order/", views.order_packet, name="order-packet"),
    path("<uuid:pk>/", views.packet, name="packet"),
    path("<uuid:pk>/file/", views.file, name="file"),
]
