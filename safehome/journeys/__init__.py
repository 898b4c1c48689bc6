"""Journeys: one family's way through one version of the programme, session by session.

What the family was offered is fixed by the pack; what happened is written once
and signed, and corrected only by additions. No session is signed off while a
child of the family has neither a line nor a reason why not.
"""
