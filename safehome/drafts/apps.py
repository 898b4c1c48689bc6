from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "safehome.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.keeping import Lends
        from safehome.drafts.registry import draftable
        from safehome.families.lent import lend

        # The room below cannot say it itself.
        lend(Lends())
        for form, called, at in (
            ("carer", "a carer to be added", "families:add-carer"),
            ("child", "a child to be added", "families:add-child"),
            ("adult", "an adult to be added", "families:add-adult"),
            ("home", "a home to be added", "families:add-household"),
            ("relationship", "what somebody is to somebody", "families:relate"),
        ):
            draftable(form, own=True, called=called, at=at)
        draftable("member-correction", about="families.FamilyMember", called="a correction",
                  at="families:correct-member")  # fmt: skip
        draftable("departure", about="families.FamilyMember", called="that somebody leaves",
                  at="families:leave")  # fmt: skip
        draftable("safe-contact", about="families.FamilyMember", called="how to reach somebody",
                  at="families:agree-safe-contact")  # fmt: skip
