from safehome.entries.forms.asking import (
    AddDocumentForm,
    EndFlagForm,
    RaiseFlagForm,
    ReviewFlagForm,
    WithdrawDocumentForm,
)
from safehome.entries.forms.entry import NOBODYS, EntryForm, as_typed, counted

__all__ = [
    "NOBODYS",
    "AddDocumentForm",
    "EndFlagForm",
    "EntryForm",
    "RaiseFlagForm",
    "ReviewFlagForm",
    "WithdrawDocumentForm",
    "as_typed",
    "counted",
]
