"""Accreditation: who may deliver the programme, and until when."""
