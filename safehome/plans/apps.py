from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "safehome.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        # What is being typed into a section, kept until it becomes lines.
        draftable("plan-section", about="plans.Version", whilst={"in_force_at": None},
                  called="a line of the safety plan", at="plans:write")  # fmt: skip
