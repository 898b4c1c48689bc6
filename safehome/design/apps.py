from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Brings templates and static files; owns no records."""

    name = "safehome.design"
    label = "design"
    verbose_name = "Design"
