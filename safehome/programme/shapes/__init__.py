"""The shapes of a pack's files, one module a kind; see docs/how-to/write-a-pack.md."""

from .base import Shape
from .handouts import EasyHead, HandoutHead, TranslatedEasyHead, TranslatedHead
from .loose import Loose
from .manifest import Length, Manifest, MeasurePoint
from .plan import PlanLine, PlanLines, Voice, Voices
from .questionnaires import (
    Item,
    OpenItem,
    Questionnaire,
    ReliableChange,
    Scale,
    Subscale,
    Total,
    TranslatedQuestionnaire,
)
from .sessions import Component, HomeActivity, ManualHead, Session, WatchFor
from .supervision import (
    Fidelity,
    FidelityItem,
    Glossary,
    HelpfulWords,
    Prompt,
    Prompts,
    RatingScale,
)
from .texts import LetterHead, SignsHead, TextHead, VignetteHead

__all__ = [
    "Component",
    "EasyHead",
    "Fidelity",
    "FidelityItem",
    "Glossary",
    "HandoutHead",
    "HelpfulWords",
    "HomeActivity",
    "Item",
    "Length",
    "LetterHead",
    "Loose",
    "Manifest",
    "ManualHead",
    "MeasurePoint",
    "OpenItem",
    "PlanLine",
    "PlanLines",
    "Prompt",
    "Prompts",
    "Questionnaire",
    "RatingScale",
    "ReliableChange",
    "Scale",
    "Session",
    "Shape",
    "SignsHead",
    "Subscale",
    "TextHead",
    "Total",
    "TranslatedEasyHead",
    "TranslatedHead",
    "TranslatedQuestionnaire",
    "VignetteHead",
    "Voice",
    "Voices",
    "WatchFor",
]
