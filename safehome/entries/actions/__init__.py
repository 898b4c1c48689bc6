from safehome.entries.actions.documents import add_document, withdraw_document
from safehome.entries.actions.flags import end_flag, raise_flag, review_flag
from safehome.entries.actions.writing import write_entry

__all__ = [
    "add_document",
    "end_flag",
    "raise_flag",
    "review_flag",
    "withdraw_document",
    "write_entry",
]
