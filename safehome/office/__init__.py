"""The door for the programme office. It has no way to any family's data."""
