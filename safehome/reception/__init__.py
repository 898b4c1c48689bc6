"""The public door: somebody outside refers a family, without an account.

A door of its own, with its own process and database role. It keeps no record
in words that it could read itself: an unfinished referral opens only with its
referrer's code, and one that was handed in only with a key that lies elsewhere.
"""
