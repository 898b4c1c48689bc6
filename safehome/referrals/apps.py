from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "safehome.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable, private_draftable
        from safehome.referrals import opens

        draftable("check-in", own=True, called="word with a waiting family",
                  at="referrals:check-in")  # fmt: skip
        # Whoever decides here may write in no record yet, or in none at all.
        private_draftable("suitability", opens=opens.to_decide)
        private_draftable("alike", opens=opens.to_look_for_alike)
        private_draftable("turn", opens=opens.to_set_a_turn)
        private_draftable("allocation", opens=opens.to_allocate)
