"""What the files of rows in a frozen set hold: their columns, and what each of them means."""

from __future__ import annotations

from safehome.evaluation.rules.indicators import ATTENDANCE, GROUNDS, PLACES

FEW = "empty where fewer than five rows share it"


def _codes(of: dict[str, str]) -> str:
    return "; ".join(f"{code}: {words}" for code, words in of.items())


COLUMNS: dict[str, dict[str, str]] = {
    "carers": {
        "person": "Drawn anew for this set. The same carer in two journeys has two.",
        "journey": "Drawn anew for this set; the same for carers of one journey.",
        "team": f"A number drawn anew for this set, as in its tallies; {FEW}.",
        "began": f"The quarter in which the journey began, such as 2026-Q2; {FEW}.",
        "place": f"Where the journey was. {_codes(PLACES)}.",
        "language": f"{_codes(GROUNDS['language'].bands)}; {FEW}, together with the next two.",
        "carer": f"{_codes(GROUNDS['carer'].bands)}; {FEW}, together with its neighbours.",
        "communication": f"{_codes(GROUNDS['communication'].bands)}; {FEW}, as those before.",
        "planned": "Sessions in the journey.",
        "held": "Sessions of them that were held and signed.",
        **{
            code.replace("-", "_"): f"Signed sessions at which this was noted: {words}."
            for code, words in ATTENDANCE.items()
        },
    },
    "answers": {
        "person": "As in the other file.",
        "questionnaire": "Its code in the pack.",
        "part": "The part of it that was scored; total is all of it.",
        "point": "baseline, mid, end, or later as the pack names them; session-4 is after the"
        " fourth session.",
        "score": "In points, as the pack scores it.",
    },
}
HEADS = {file: ",".join(columns) for file, columns in COLUMNS.items()}
WHOSE = (
    "Rows are of carers who agreed to the use of their answers for research, and whom nobody on"
    " the staff is kept from seeing. Tallies are of all. Names, days and words are not in it, and"
    " still somebody who was there can know a row again: these are personal data under a"
    " pseudonym. Keep them as the agreement with the organisation says, and publish counts of"
    " five and more alone."
)
