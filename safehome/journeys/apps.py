from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "safehome.journeys"
    label = "journeys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        draftable("session-record", about="journeys.Session", whilst={"signed_at": None})
