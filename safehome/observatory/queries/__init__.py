"""Reads: an organisation's own packets, and what the programme office took in."""
