"""Questionnaires asked, answered and scored. The questions come from the pack."""
