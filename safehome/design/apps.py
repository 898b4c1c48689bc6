from django.apps import AppConfig
from django.core.validators import MaxLengthValidator


class DesignConfig(AppConfig):
    """Brings templates and static files; owns no records."""

    name = "safehome.design"
    label = "design"
    verbose_name = "Design"

    def ready(self) -> None:
        # Every form says what to do with a text that is too long, in our words, and none has
        # to remember it: the framework's own speak of a value and of a limit.
        MaxLengthValidator.message = "Use %(limit_value)d characters or fewer"
