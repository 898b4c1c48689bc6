"""Entries, documents and warning flags: what is written once about several people of a family.

An entry is made of passages, and each passage says whom it is about and, where
it is one child's own, whose. What belongs to a child who was harmed is never
shown through another child's record or on any carer's side. Nothing is edited:
a correction is a new entry that names the one it corrects.
"""
