"""Unfinished writing, kept as it is typed, and forms that are sent once.

A draft lies on the server, sealed with its family's key, and never in a
browser. Two people who write the same form never overwrite each other: the
second is shown the first one's words, and both texts are kept.
"""
