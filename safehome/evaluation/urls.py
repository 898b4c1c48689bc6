"""Addresses of the evaluation room."""

from django.urls import path

from safehome.evaluation import views, views_frozen, views_orders, views_saved

app_name = "evaluation"

urlpatterns = [
    path("", views.report, name="report"),
    path("figures/", views.every_figure, name="every-figure"),
    path("take-away/", views.take_away, name="take-away"),
    path("exports/", views.exports, name="exports"),
    path("what-changed.pdf", views.paper, name="paper"),
    path("what-changed.csv", views.figures, name="figures"),
    path("what-the-figures-mean.csv", views.dictionary, name="dictionary"),
    path("frozen/", views_frozen.frozen_sets, name="frozen-sets"),
    path("frozen/freeze/", views_frozen.freeze, name="freeze"),
    path("frozen/<uuid:pk>/", views_frozen.frozen_set, name="frozen-set"),
    path("frozen/<uuid:pk>/figures/", views_frozen.figures_of_set, name="figures-of-set"),
    path("frozen/<uuid:pk>/take-away/", views_frozen.take_set, name="take-set"),
    path("frozen/<uuid:pk>/withdraw/", views_frozen.withdraw, name="withdraw"),
    path("saved/", views_saved.saved_reports, name="saved-reports"),
    path("saved/save/", views_saved.save, name="save"),
    path("saved/made/<uuid:pk>/", views_saved.made_report, name="made-report"),
    path("saved/made/<uuid:pk>/take-away/", views_saved.take_made, name="take-made"),
    path("saved/<uuid:pk>/", views_saved.saved_report, name="saved-report"),
    path("saved/<uuid:pk>/open/", views_saved.open_saved, name="open-saved"),
    path("saved/<uuid:pk>/change/", views_saved.change, name="change-saved"),
    path("saved/<uuid:pk>/pause/", views_saved.pause, name="pause-saved"),
    path("saved/<uuid:pk>/remove/", views_saved.remove, name="remove-saved"),
    path("orders/", views_orders.orders, name="orders"),
    path("orders/order/", views_orders.order_report, name="order-report"),
    path("orders/<uuid:pk>/", views_orders.order, name="order"),
    path("orders/<uuid:pk>/now/", views_orders.order_now, name="order-now"),
    path("orders/<uuid:pk>/cancel/", views_orders.cancel, name="cancel-order"),
    path("orders/<uuid:pk>/again/", views_orders.try_again, name="order-again"),
    path("orders/<uuid:pk>/report/", views_orders.ordered_report, name="ordered-report"),
    path("orders/<uuid:pk>/take-away/", views_orders.take_ordered, name="take-ordered"),
    path("orders/<uuid:pk>/remove/", views_orders.remove, name="remove-order"),
    path("indicators/", views.indicators, name="indicators"),
    path("journeys/<slug:place>/", views.listed, name="listed"),
]
