"""A carer's own goals: their words, how close each feels, what became of them."""
