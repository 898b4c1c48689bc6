from safehome.entries.views.documents import (
    add_document,
    document,
    document_file,
    withdraw_document,
)
from safehome.entries.views.flags import end_flag, raise_flag, review_flag
from safehome.entries.views.writing import correct_entry, write_entry

__all__ = [
    "add_document",
    "correct_entry",
    "document",
    "document_file",
    "end_flag",
    "raise_flag",
    "review_flag",
    "withdraw_document",
    "write_entry",
]
