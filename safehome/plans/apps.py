from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "safehome.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        # What is being typed into a plan, kept apart for each place of it.
        about, written = "plans.Version", {"in_force_at": None, "discarded_at": None}
        draftable("plan-section", about=about, whilst=written, place="?section", at="plans:write",
                  called="a line of the safety plan")  # fmt: skip
        for form, place, called in (
            ("voice", "families.FamilyMember", "a child’s own voice"),
            ("account", "families.FamilyMember", "how somebody is with the plan"),
            ("answer", "plans.Breach", "an answer to what did not work"),
        ):
            draftable(form, about=about, whilst=written, place=place, at=f"plans:{form}",
                      called=called)  # fmt: skip
        # Nobody has half agreed or half signed: only their words are kept.
        draftable("stand", about=about, whilst=written, place="families.FamilyMember",
                  at="plans:stand", called="how somebody stands to the plan",
                  never=("stand", "how", "signature", "typed_", "confirm", "read_at"))  # fmt: skip
        draftable("copy-withdrawn", about="plans.Copy", whilst={"withdrawn_at": None},
                  at="plans:withdraw-copy", called="why a copy is withdrawn")  # fmt: skip
        whilst = {
            "removed_at": None, "version__in_force_at": None, "version__discarded_at": None,
        }  # fmt: skip
        draftable("plan-line", about="plans.Line", whilst=whilst, at="plans:line",
                  called="a line of the plan, anew")  # fmt: skip
        draftable("plan-line-goes", about="plans.Line", whilst=whilst, at="plans:remove-line",
                  called="why a line goes")  # fmt: skip
        for form, at, called in (
            ("breach", "plans:breach", "something that did not work"),
            ("plan-close", "plans:close", "why a plan is closed"),
            ("plan-look-again", "plans:ask-review", "why a plan is looked at again"),
        ):
            draftable(form, about="plans.Plan", whilst={"closed_at": None}, at=at, called=called)
        draftable("plan-approval", about=about, whilst=written, at="plans:approve",
                  called="what somebody says to a plan")  # fmt: skip
        draftable("plan-review", about="plans.Review", whilst={"written_at": None},
                  at="plans:hold-review", called="what came of a review")  # fmt: skip
        draftable("what-if", about=about, whilst={"discarded_at": None}, at="plans:rehearse",
                  called="a what-if")  # fmt: skip
        draftable("condition", own=True, at="plans:note-condition",
                  called="what somebody else laid down")  # fmt: skip
        draftable("condition-settled", about="plans.Condition", whilst={"settled_at": None},
                  at="plans:settle-condition", called="how a clash was settled")  # fmt: skip
