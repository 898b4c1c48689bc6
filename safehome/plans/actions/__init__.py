from safehome.plans.actions.agreeing import approve_version, keep_stand, put_in_force
from safehome.plans.actions.beginning import begin_plan, begin_version, give_up_version
from safehome.plans.actions.exempting import end_exemption, exempt_family
from safehome.plans.actions.giving import give_copy, note_copy_returned, withdraw_copy
from safehome.plans.actions.living import (
    answer_breach,
    ask_review,
    close_plan,
    hold_review,
    note_sign,
    tell_breach,
)
from safehome.plans.actions.minding import (
    RehearsalWords,
    end_condition,
    note_condition,
    rehearse,
    settle_condition,
)
from safehome.plans.actions.phones import Offered, offer_on_phone, withdraw_from_phone
from safehome.plans.actions.writing import (
    Changed,
    LineWords,
    VoiceWords,
    move_task,
    put_line_back,
    remove_line,
    set_review_day,
    write_account,
    write_line,
    write_voice,
)

__all__ = [
    "Changed", "LineWords", "Offered", "RehearsalWords", "VoiceWords", "answer_breach",
    "approve_version", "ask_review", "begin_plan", "begin_version", "close_plan",
    "end_condition", "end_exemption", "exempt_family", "give_copy", "give_up_version",
    "hold_review", "keep_stand", "move_task", "note_condition", "note_copy_returned",
    "note_sign",
    "offer_on_phone", "put_in_force", "put_line_back", "rehearse", "remove_line",
    "set_review_day", "settle_condition", "tell_breach", "withdraw_copy", "withdraw_from_phone",
    "write_account", "write_line", "write_voice",
]  # fmt: skip
