from django.apps import AppConfig


class EntriesConfig(AppConfig):
    name = "safehome.entries"
    label = "entries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        draftable("entry", own=True, called="an entry", at="entries:write")
        draftable("entry-correction", about="entries.Entry", called="an entry’s correction",
                  at="entries:correct")  # fmt: skip
        draftable("flag", own=True, called="a flag", at="entries:raise-flag")
        draftable("flag-end", about="entries.Flag", whilst={"ended_at": None},
                  called="a flag’s end", at="entries:end-flag")  # fmt: skip
