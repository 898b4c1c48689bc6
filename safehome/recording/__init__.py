"""What recording costs: how much is asked, where it is used, and how long it takes."""
