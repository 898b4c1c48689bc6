"""What each carer agreed to, refused or took back; five kinds, never mixed.

Taking part; optional consents; contact preferences; what was explained about
sharing. Each answer is a new row: nothing is overwritten, and what holds today
is worked out from what was said.
"""
