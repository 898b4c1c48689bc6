from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "safehome.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        draftable("check-in", own=True, called="word with a waiting family",
                  at="referrals:check-in")  # fmt: skip
