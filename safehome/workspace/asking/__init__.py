"""Asking a carer a questionnaire, on screen or from paper, and looking at the answers together."""
