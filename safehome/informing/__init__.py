"""Keeping people informed: who was told what, when and on which basis; letters; who knows.

Nothing here is ever edited. A letter can be called back until it goes, and a
family with a warning flag needs a second person before it does.
"""
