from django.apps import AppConfig


class InformingConfig(AppConfig):
    name = "safehome.informing"
    label = "informing"
    default_auto_field = "django.db.models.BigAutoField"
