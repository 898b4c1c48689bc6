from django.apps import AppConfig


class EntriesConfig(AppConfig):
    name = "safehome.entries"
    label = "entries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        draftable("entry", own=True)
        draftable("entry-correction", about="entries.Entry")
