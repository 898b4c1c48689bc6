"""A page that shows every component in every state. Served at /design/ by whoever wires it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehome.design.fields import Hinted
from safehome.design.widgets import DayMonthYear

PLACES = [("home", Hinted("At home", hint="We come to you")), ("office", "At our office")]
NEEDS = [("print", "Large print"), ("time", "More time"), ("interpreter", "An interpreter")]


class GalleryForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="What should we call you?", help_text="Any name you like.")
    email = forms.EmailField(label="E-mail address")
    age = forms.IntegerField(
        label="Age", widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"})
    )
    summary = forms.CharField(
        label="What happened?", help_text="In your own words.", widget=forms.Textarea
    )
    note = forms.CharField(label="A short note", max_length=200, widget=forms.Textarea)
    place = forms.ChoiceField(
        label="Where shall we meet?", choices=PLACES, widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="What would help?", choices=NEEDS, widget=forms.CheckboxSelectMultiple
    )
    team = forms.ChoiceField(label="Team", choices=[("", "Choose one"), ("n", "North")])
    on = forms.DateField(label="Day of the meeting", widget=forms.DateInput)
    at = forms.TimeField(label="Time", widget=forms.TimeInput)
    born = forms.DateField(
        label="Date of birth", help_text="For example, 27 3 1984", widget=DayMonthYear
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    letter = forms.FileField(label="A letter", help_text="PDF or JPEG, up to 10 MB.")
    understood = forms.BooleanField(label="I have read what happens next")


WORDS: dict[str, Any] = {
    "name": "Ada",
    "summary": "We drew the map of the evening together.",
    "place": "home",
    "needs": ["print"],
    "on": date(2026, 6, 4),
    "at": time(16, 5),
    "born": date(1984, 3, 27),
}


def gallery(request: HttpRequest) -> HttpResponse:
    """Needs no record and no right: everything on it is invented."""
    return render(
        request,
        "design/gallery.html",
        {
            "form": GalleryForm(initial=WORDS, prefix="whole"),
            "small": GalleryForm(initial=WORDS, prefix="small"),
            "wrong": GalleryForm({"wrong-note": "much " * 60}, prefix="wrong"),
        },
    )
