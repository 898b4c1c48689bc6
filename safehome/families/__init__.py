"""Families: the people in them, where they live, how they are related, who works with them.

The family is the record; nobody in it is ever a number. A child can be at once
a child who has displayed harmful sexual behaviour, one who has been harmed, and
a sibling. Nothing is overwritten: what changes is ended and written anew.
"""
