from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "safehome.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable, own_words
        from safehome.referrals import opens

        draftable("check-in", own=True, called="word with a waiting family",
                  at="referrals:check-in")  # fmt: skip
        # Whoever decides here may write in no record yet, or in none at all.
        own_words("suitability", opens=opens.to_decide)
        own_words("alike", opens=opens.to_look_for_alike)
        own_words("turn", opens=opens.to_set_a_turn)
        own_words("allocation", opens=opens.to_allocate)
