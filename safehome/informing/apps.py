from django.apps import AppConfig


class InformingConfig(AppConfig):
    name = "safehome.informing"
    label = "informing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        # A letter that is being written is about whom it is for.
        draftable("letter", about="families.FamilyMember", called="a letter")
        draftable("letter-to-professional", about="network.Professional", called="a letter")
