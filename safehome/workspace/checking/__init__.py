"""Checking in with a carer on the day their answers were low."""
