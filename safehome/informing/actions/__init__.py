from safehome.informing.actions.keeping import (
    keep_template,
    note_knowing,
    note_told,
    retire_template,
    set_manner,
)
from safehome.informing.actions.letters import (
    check_letter,
    let_go,
    note_arrived,
    note_sent,
    recall_letter,
    write_letter,
)

__all__ = [
    "check_letter",
    "keep_template",
    "let_go",
    "note_arrived",
    "note_knowing",
    "note_sent",
    "note_told",
    "recall_letter",
    "retire_template",
    "set_manner",
    "write_letter",
]
