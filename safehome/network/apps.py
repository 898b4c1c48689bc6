from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "safehome.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        draftable("contact", own=True, called="a contact to be added", at="network:add")
        draftable("contact-correction", about="network.Professional", at="network:correct",
                  called="a contact’s correction")  # fmt: skip
        draftable("contact-end", about="network.Professional", called="how a contact leaves",
                  at="network:end")  # fmt: skip
        draftable("therapy", about="families.FamilyMember", called="how far a child’s programme is",
                  at="network:write-therapy")  # fmt: skip
