"""What staff look at, put together from the rooms. Row security has the last word on each row."""
