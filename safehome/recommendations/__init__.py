"""What an evaluation recommended, and what became of it in training and implementation."""
