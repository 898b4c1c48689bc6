"""How pages look and read: layouts, components, form fields, dates in words, styles.

A page is put together from here and from nothing else, so that every door looks
and behaves alike. Knows no domain: nothing in this room has heard of a family or
a session, and no macro here asks the database for anything.
"""
