"""Asking a carer, on a page turned to them; taking back, finding not valid, deciding."""
