"""How easy a text is to read: school grade and reading age, by textstat, without a network."""

import re
from dataclasses import dataclass
from itertools import pairwise

_BLANKS = re.compile(r"_{2,}|\[[^\]\n]*\]")
_ENDS = re.compile(r"(?<=[.!?])[\"”’']*\s+|\n+")

# The age at which a child starts the grade: a text of grade 6 can be read at about 11.
AGE_AT_GRADE_NOUGHT = 5


@dataclass(frozen=True)
class Ease:
    """Words, Flesch-Kincaid grade (0 and up) and the longest sentence of a text."""

    words: int
    grade: float
    longest: str

    @property
    def age(self) -> int:
        """The reading age in years; 18 stands for any age from there on."""
        return min(round(self.grade) + AGE_AT_GRADE_NOUGHT, 18)


def ease(plain: str) -> Ease:
    """Measure English words without Markdown marks. Gaps to write in do not count.

    >>> ease("You are not alone. We go at your pace.").age
    5
    """
    import textstat

    text = _BLANKS.sub(" ", plain)
    some = sentences(text)
    grade = textstat.flesch_kincaid_grade(" ".join(some)) if some else 0.0
    return Ease(
        words=count_words(text),
        grade=max(0.0, round(float(grade), 1)),
        longest=max(some, key=count_words, default=""),
    )


def sentences(plain: str) -> list[str]:
    """The sentences of a text; a block without a stop is a sentence too.

    >>> sentences("Stop. Breathe out:\\nslowly")
    ['Stop.', 'Breathe out.', 'slowly.']
    """
    ends = [0, *(match.end() for match in _ENDS.finditer(plain)), len(plain)]
    some = (plain[start:end].strip() for start, end in pairwise(ends))
    return [
        re.sub(r"[:;,]?$", "" if one[-1] in ".!?" else ".", one, count=1)
        for one in some
        if count_words(one)
    ]


def count_words(text: str) -> int:
    """How many words: runs of characters with a letter or a digit among them.

    >>> count_words("No – it's fine, 999.")
    4
    """
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word))
