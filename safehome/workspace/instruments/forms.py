"""Forms for licences, words and scores."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from safehome.design.days import day_field
from safehome.families.queries import LANGUAGES
from safehome.measures.rules import ENGLISH, Box, Words, adds_up, from_csv, from_mapping, gathered
from safehome.programme.instruments import DONE
from safehome.programme.reading import read_text, read_yaml_text
from safehome.programme.shapes.instruments import Instrument
from safehome.workspace.asking.forms import refuse_before

MOST_BYTES = 64_000
USES = (("display", "Be shown on screen"), ("print", "Be printed"), ("export", "Leave in a file"))
TO_COME = "This date is in the future. Write the day it happened"

EARLIEST = 1980  # an earlier year is a slip


class LicenceForm(forms.Form):
    """A licence as it was granted."""

    granted_by = forms.CharField(
        label="Who granted it?",
        max_length=200,
        help_text="The owner, or who licenses for them.",
        error_messages={"required": "Write who granted the licence"},
    )
    reference = forms.CharField(
        label="Its reference",
        max_length=200,
        help_text="A number, a letter’s date, or where the terms are kept.",
        error_messages={"required": "Write where the licence can be found again"},
    )
    begins_on = day_field("Its first day", required="Write the first day of the licence")
    ends_on = day_field("Its last day", hint="Leave this if it has none.")
    allows = forms.MultipleChoiceField(
        label="What may be done with the words?",
        choices=USES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that the licence allows"},
    )

    def __init__(self, instrument: Instrument, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["allows"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [one for one in USES if one[0] not in instrument.never]
        if instrument.never:
            never = " or ".join(DONE[use] for use in instrument.never)
            field.help_text = f"No licence known to us lets them be {never} here."

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("begins_on"), self.cleaned_data.get("ends_on")
        if first and first.year < EARLIEST:
            self.add_error("begins_on", "Check the year: no licence for this is so old")
        if first and last and last < first:
            self.add_error("ends_on", "The last day is before the first. Change one of them")
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """What the action asks for."""
        given = self.cleaned_data
        uses = {use: use in given["allows"] for use, _ in USES}
        return {
            name: given[name] for name in ("granted_by", "reference", "begins_on", "ends_on")
        } | uses


class EndForm(forms.Form):
    """The last day of a licence that ended sooner."""

    on = day_field("Its last day", required="Write the last day of the licence")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate()


class AskAtForm(forms.Form):
    """At which points of the programme something is asked, and from which day on."""

    points = forms.MultipleChoiceField(
        label="At which points?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one point"},
    )  # fmt: skip
    begins_on = day_field(
        "From which day on?", required="Write from which day on it is asked",
        hint="Today, or a later day. A carer whose point was past by then is not asked at it, and"
        " nothing is late before two weeks from then.",
    )  # fmt: skip

    def __init__(self, points: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["points"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = points
        self.fields["begins_on"].initial = timezone.localdate()

    def clean_begins_on(self) -> object:
        if self.cleaned_data["begins_on"] < timezone.localdate():
            raise forms.ValidationError("This day is past. Write today or a later day")
        return self.cleaned_data["begins_on"]


class WordsForm(forms.Form):
    """A file with the words of an instrument, checked line by line."""

    file = forms.FileField(
        label="A file with the words", help_text="YAML or CSV, up to 64 kB.",
        widget=forms.ClearableFileInput({"accept": ".yaml,.yml,.csv"}),
        error_messages={
            "required": "Choose a file", "empty": "This file is empty. Choose another",
        },
    )  # fmt: skip

    language = forms.ChoiceField(
        label="In which language are they?", choices=list(LANGUAGES.items()), initial=ENGLISH,
        help_text="English first. In another language nobody is shown them before a colleague who"
        " reads it has read them beside the English.", required=False,
    )  # fmt: skip

    def __init__(self, instrument: Instrument, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instrument = instrument

    def clean_file(self) -> Words:
        """The words, whole; or an error for each line that is not as it should be."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        name = str(file.name)
        content = file.read(MOST_BYTES + 1)
        text, found = read_text(name, content, MOST_BYTES)
        if found:
            raise forms.ValidationError([f"Line {one.line}: {one.message}" for one in found])
        rows: list[tuple[int, str, str]]
        if name.lower().endswith(".csv"):
            rows = list(from_csv(text))
        elif name.lower().endswith((".yaml", ".yml")):
            document, found = read_yaml_text(name, text)
            if document is None or not isinstance(document.data, dict):
                faults = [f"Line {one.line}: {one.message}" for one in found]
                raise forms.ValidationError(faults or ["Line 1: Write names and words, as ‘w1: …’"])
            rows = list(from_mapping(document.data, document.line))
        else:
            raise forms.ValidationError("Choose a file whose name ends in .yaml or .csv")
        scale = self.instrument.answers
        words = gathered(rows, self.instrument.items, (scale.lowest, scale.highest))
        if words.faults:
            raise forms.ValidationError(
                [f"Line {line}: {says}" for line, says in sorted(words.faults)]
            )
        return words


class WhichForm(forms.Form):
    """Which instrument, of which carer, at which point."""

    carer = forms.ChoiceField(
        label="Whose scores?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a carer"},
    )
    instrument = forms.ChoiceField(
        label="Which questionnaire?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a questionnaire"},
    )
    point = forms.ChoiceField(
        label="At which point?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a point"},
    )

    def __init__(
        self, choices: dict[str, list[tuple[str, str]]], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found


class ScoresForm(forms.Form):
    """Scores as the instrument's own paper or site gave them, each checked by its rule."""

    not_before: date | None = None  # the first day of which there can be scores
    given_on = day_field("When was it filled in?", required="Write the day it was filled in")

    def __init__(
        self, boxes: list[Box], parts: tuple[str, ...], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["given_on"].initial = timezone.localdate()
        self.boxes, self.parts = boxes, parts
        for box in boxes:
            self.fields[box.id] = forms.FloatField(
                label=box.title, required=box.needed,
                widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-4"}),
                help_text=f"From {box.lowest:g} to {box.highest:g}."
                + ("" if box.needed else " You can leave this."),
                error_messages={
                    "required": f"Write {box.title[0].lower()}{box.title[1:]}",
                    "invalid": f"{box.title}: write a number, such as {box.lowest:g}",
                },
            )  # fmt: skip

    def clean_given_on(self) -> object:
        if self.cleaned_data["given_on"] > timezone.localdate():
            raise forms.ValidationError(TO_COME)
        refuse_before(self.cleaned_data["given_on"], self.not_before)
        return self.cleaned_data["given_on"]

    def clean(self) -> dict[str, Any]:
        for box in self.boxes:
            value = self.cleaned_data.get(box.id)
            if value is not None and (fault := box.fault(value)):
                self.add_error(box.id, fault)
        if not self.errors and not adds_up(self.scores(), self.parts):
            self.add_error("total", "The parts do not add up to this. Look at each again")
        return self.cleaned_data

    def scores(self) -> dict[str, float]:
        found = {box.id: self.cleaned_data.get(box.id) for box in self.boxes}
        return {name: float(value) for name, value in found.items() if value is not None}
