from safehome.entries.queries.documents import (
    Paper,
    content_of,
    document_for,
    documents_of,
)
from safehome.entries.queries.flags import (
    Raised,
    all_flags_of,
    flag_for,
    flags_in_words,
    flags_of,
    needs_second_person,
)
from safehome.entries.queries.passages import (
    Seen,
    SeenPart,
    View,
    entries_seen,
    entry_for,
    for_carer,
    for_staff,
    through,
)

__all__ = [
    "Paper",
    "Raised",
    "Seen",
    "SeenPart",
    "View",
    "all_flags_of",
    "content_of",
    "document_for",
    "documents_of",
    "entries_seen",
    "entry_for",
    "flag_for",
    "flags_in_words",
    "flags_of",
    "for_carer",
    "for_staff",
    "needs_second_person",
    "through",
]
