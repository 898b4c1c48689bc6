from safehome.informing.views.keeping import manner, retire_template, templates, write_template
from safehome.informing.views.ledger import (
    change_knowing,
    note_gone,
    note_told,
    recall_message,
    send_message,
)
from safehome.informing.views.letters import (
    begin_letter,
    check_letter,
    let_go,
    letter,
    note_arrived,
    note_sent,
    paper,
    recall_letter,
    write_to_member,
    write_to_professional,
)

__all__ = [
    "begin_letter",
    "change_knowing",
    "check_letter",
    "let_go",
    "letter",
    "manner",
    "note_arrived",
    "note_gone",
    "note_sent",
    "note_told",
    "paper",
    "recall_letter",
    "recall_message",
    "retire_template",
    "send_message",
    "templates",
    "write_template",
    "write_to_member",
    "write_to_professional",
]
