"""Fitting a file's data into its shape; what does not fit becomes findings in plain words."""

from collections.abc import Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .findings import Finding, shown
from .reading import Document

_SAYING: Mapping[str, str] = {
    "string_type": "Write words here; put quotes around them if they look like a number.",
    "string_too_short": "Write something here; it is empty.",
    "string_too_long": "This is too long: at most {max_length} characters.",
    "int_type": "Write a whole number here, without quotes.",
    "float_type": "Write a number here, without quotes.",
    "bool_type": "Write true or false here.",
    "tuple_type": "Write a list here: one line each, beginning with a dash, or [a, b].",
    "dict_type": "Write names and values here, each as ‘name: value’.",
    "model_type": "Write names and values here, each as ‘name: value’.",
    "too_short": "This list is too short; it needs at least {min_length}.",
    "greater_than": "This number is too small: it is to be more than {gt}.",
    "greater_than_equal": "This number is too small: at least {ge}.",
    "less_than_equal": "This number is too large: at most {le}.",
    "literal_error": "Use one of: {expected}.",
    "string_pattern_mismatch": "{input} is not written as it should be here ({pattern}).",
}


def fit[S: BaseModel](shape: type[S], document: Document) -> tuple[S | None, list[Finding]]:
    """Give the data the shape, or say line by line why it has not got it."""
    try:
        return shape.model_validate(document.data), []
    except ValidationError as fault:
        all_errors = fault.errors(include_url=False)
        deeper = {
            error["loc"][:depth] for error in all_errors for depth in range(len(error["loc"]))
        }
        # A list whose parts are at fault is also called too short; that would be said twice.
        told = [one for one in all_errors if one["type"] != "too_short" or one["loc"] not in deeper]
        return None, [_finding(document, error) for error in told]


def _finding(document: Document, error: ErrorDetails) -> Finding:
    place = tuple(part for part in error["loc"] if part != "[key]")
    return Finding(document.path, document.line(*place), _message(error, place))


def _message(error: ErrorDetails, place: tuple[str | int, ...]) -> str:
    kind = error["type"]
    # A place in a list has a number only; the name of the list says more.
    names = [part for part in place if isinstance(part, str)]
    last = shown(names[-1]) if names else "this file"
    if kind == "missing":
        return f"{last} is missing here. Add it."
    if kind == "extra_forbidden":
        return f"{last} is not known here. Check its spelling, or delete it."
    if kind.startswith("date"):
        return f"{last}: write a day as year-month-day, like 2026-01-31."
    given = {name: str(value) for name, value in error.get("ctx", {}).items()}
    if given.get("expected") in {"True", "False"}:
        given["expected"] = given["expected"].lower()
    given.setdefault("input", shown(error["input"]))
    says = _SAYING.get(kind)
    return f"{last}: {says.format(**given)}" if says else f"{last}: {error['msg']}."
