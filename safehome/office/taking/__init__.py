"""Taking in packets: keys, files, and what all organisations tell together."""
