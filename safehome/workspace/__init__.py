"""The door for staff: what needs me now, my caseload, and pages that join rooms."""
