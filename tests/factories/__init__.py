"""Builders of what tests need. The cast is known everywhere.

Staff and organisations are written by the administrator, because no door may;
families are opened by the real actions, in a real audited transaction.
"""

from tests.factories.cast import Cast, Making, make_cast, signed_in_client

__all__ = ["Cast", "Making", "make_cast", "signed_in_client"]
