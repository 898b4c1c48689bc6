"""A pack as people see it, page by page: what a practitioner reads, what a carer is given.

One book of leaves for every place that shows it: a folder of plain pages, and the programme
office's door. Each place says where its links lead and what stands around a leaf.
"""

from .book import Book, book
from .leaf import Leaf
from .showing import Places, context_of

__all__ = ["Book", "Leaf", "Places", "book", "context_of"]
