"""The room of evaluation."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "safehome.evaluation"
    label = "evaluation"
