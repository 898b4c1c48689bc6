from safehome.plans.models.agreed import (
    Answer,
    Approval,
    Breach,
    BreachKind,
    Copy,
    CopyKind,
    Outcome,
    Rehearsal,
    Review,
    Said,
    Sign,
    Stand,
    Why,
)
from safehome.plans.models.lines import (
    Account,
    AskedHow,
    Closeness,
    Direction,
    Energy,
    ForChild,
    Gone,
    Hand,
    Line,
    NoVoice,
    Voice,
)
from safehome.plans.models.phones import Explained, PhoneCopy
from safehome.plans.models.plan import (
    Condition,
    ConditionKind,
    Exemption,
    Plan,
    Setting,
    Stage,
    Version,
)

__all__ = [
    "Account", "Answer", "Approval", "AskedHow", "Breach", "BreachKind", "Closeness",
    "Condition", "ConditionKind", "Copy", "CopyKind", "Direction", "Energy", "Exemption",
    "Explained", "ForChild", "Gone", "Hand", "Line", "NoVoice", "Outcome", "PhoneCopy", "Plan",
    "Rehearsal", "Review", "Said", "Setting", "Sign", "Stage", "Stand", "Version", "Voice", "Why",
]  # fmt: skip
