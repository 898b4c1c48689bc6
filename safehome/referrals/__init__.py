"""Referrals, from the first word of a referrer until a family has somebody to work with.

A referral is sealed with a key of its own, because most have no family here
yet and some never will. What a referrer hands in through the public door can
be read by the staff alone: that door holds no key which opens it.
"""
