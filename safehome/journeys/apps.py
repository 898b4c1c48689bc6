from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "safehome.journeys"
    label = "journeys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable
        from safehome.journeys.forms.record import boxes_of

        draftable(
            "session-record", about="journeys.Session", whilst={"signed_at": None},
            called="the record of a session", at="journeys:record-session",
            adds="journeys:add-to-session", says=boxes_of,
        )  # fmt: skip
        draftable("journey-end", about="journeys.Journey", whilst={"ended_at": None},
                  called="the end of a journey", at="journeys:end-journey")  # fmt: skip
