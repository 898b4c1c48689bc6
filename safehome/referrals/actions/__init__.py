"""Writes of this room: permitted first, then changed, then logged."""
