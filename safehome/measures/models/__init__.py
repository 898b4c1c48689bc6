from safehome.measures.models.answers import Answers, AnswerWords, Help, Mode, Point

__all__ = ["AnswerWords", "Answers", "Help", "Mode", "Point"]
