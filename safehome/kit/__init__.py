"""Small tools that every room may use. Knows nothing of families or programmes."""
