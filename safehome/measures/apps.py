from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "safehome.measures"
    label = "measures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.drafts.registry import draftable

        # Twelve letters stand for the questionnaire and its point: see asking.forms.place_of.
        draftable("answers", about="families.FamilyMember", place="?set", called="answers begun")
        draftable(
            "answers-correction", about="measures.Answers", called="a correction of answers",
            at="measures:correct",
        )  # fmt: skip
        draftable(
            "answers-aside", about="measures.Answers", called="why answers are set aside",
            at="measures:set-aside",
        )  # fmt: skip
        draftable("goal", about="families.FamilyMember", called="a goal begun")
        draftable("goal-words", about="measures.Goal", called="other words for a goal")
        draftable(
            "check-in-today", about="measures.CheckInAsked", called="how a carer was",
            at="checking:check-in",
        )  # fmt: skip
