"""The programme: packs of content read, checked, versioned and published, and scores worked out.

A pack is data that a stranger could have written. It is read and never run, and it is
loaded whole or not at all: a broken pack gives a list of faults, each with file and line.
"""
