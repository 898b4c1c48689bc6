"""Shape and wording of what is asked in this room."""
