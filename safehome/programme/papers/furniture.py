"""The few words that a paper for carers has of its own, in the languages that we have them in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Furniture:
    """Words around a pack's text. `draft` marks a translation no fluent reader has reviewed."""

    page: tuple[str, str]
    draft: str
    easy_read: str


ENGLISH = Furniture(("Page", "of"), "Draft: not yet reviewed by a fluent reader", "Easy read")
IN = {
    "en": ENGLISH,
    "cy": Furniture(
        ("Tudalen", "o"), "Drafft: heb ei adolygu eto gan siaradwr rhugl", "Hawdd ei ddeall"
    ),
}
NAMES = {
    "en": "English", "cy": "Cymraeg", "gd": "Gàidhlig", "ga": "Gaeilge", "ar": "العربية",
    "ur": "اردو", "bn": "বাংলা", "pa": "ਪੰਜਾਬੀ", "gu": "ગુજરાતી", "pl": "Polski",
    "ro": "Română", "pt": "Português", "es": "Español", "fr": "Français", "de": "Deutsch",
    "so": "Soomaali", "uk": "Українська", "tr": "Türkçe",
}  # fmt: skip


def furniture(language: str) -> Furniture:
    """English where we have no words of that language."""
    return IN.get(language.partition("-")[0], ENGLISH)


def name_of(language: str) -> str:
    """A language by its own name, else its code."""
    return NAMES.get(language.partition("-")[0], language)
