"""Taking a report away."""

from __future__ import annotations

from safehome.audit import ledger
from safehome.evaluation.models import Export, Kind
from safehome.evaluation.policies import may_take_away
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


def note_export(kind: Kind, *, asked: str, rows: int, locked: bool, by: Actor) -> Export:
    """Note that a file leaves, before it does; refuse if it is one too many, or too large.

    asked: the filters, as in the address of the report. Raises PermissionDenied with the reason.
    """
    permit(may_take_away(by, rows=rows))
    made = Export.objects.create(
        organisation_id=by.organisation_id, kind=kind, asked=asked, rows=rows, locked=locked,
        taken_by_id=by.pk,
    )  # fmt: skip
    how = "locked" if locked else "open"
    ledger.record(
        "export.made", about=made, by=by, purpose=f"{kind}, {rows} rows, {how}, {asked or 'all'}"
    )
    return made
