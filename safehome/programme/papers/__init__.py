"""What a pack prints: each hand-out in each of its versions, and the whole manual, as PDF/UA-1.

A pack's words reach the press as data and are never part of a template, so whatever a
stranger wrote in them is printed as it stands and nothing in it runs.
"""

from .handouts import handout_pdf
from .manual import manual_pdf
from .shelf import Paper, papers

__all__ = ["Paper", "handout_pdf", "manual_pdf", "papers"]
