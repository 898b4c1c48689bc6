"""Printed papers: a typst template and plain data in, an accessible PDF out.

Every paper is PDF/UA-1: tagged, titled, in a named language, with words beside
each picture. What people wrote travels as data and is never part of a template,
so nothing they type can run. Fonts come from this folder only, so a paper looks
the same on every machine, and the same input gives the same bytes.
"""

from safehome.design.pdf.letters import letters_we_cannot_print
from safehome.design.pdf.press import PdfError, Picture, pdf

__all__ = ["PdfError", "Picture", "letters_we_cannot_print", "pdf"]
