"""One paper that uses every part once: for the gallery and for the tests."""

from pathlib import Path

from safehome.design.pdf.press import Picture

SAMPLE = Path(__file__).with_suffix(".typ")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><rect width="50" height="20"/>'
    '<text x="60" y="15" font-family="Atkinson Hyperlegible Next">Ŵyl</text></svg>'
)
GIVEN: dict[str, object] = {
    "name": "Our paper",
    "note": "Written together",
    "facts": [["Home", "Elm Road"], ["Next look", "28 March 2027"]],
    "first": "What helps",
    "words": "We go outside together when it gets loud. Mae Siân yn hoffi'r ŵyl ger y tŷ.",
    "saying": "Some days are hard.",
    "by": "Carol",
    "second": "Steps we take",
    "items": ["Doors open", "Phones sleep in the kitchen"],
    "third": "How it went",
    "picture": Picture(svg=SVG, alt="One bar, fifty wide"),
    "headings": ["When", "Score", "Words"],
    "rows": [["March", "3", "hard"], ["June", "6", "better"]],
    "people": ["Carer", "Practitioner"],
}
