"""Reads of this room, each scoped to whoever asks."""
