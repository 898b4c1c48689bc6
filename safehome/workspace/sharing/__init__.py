"""Copies of a plan on their way out: looked at, given, written in the ledger, fetched back.

Giving joins the plan, the network and who was told what, so it lives in the door.
"""
