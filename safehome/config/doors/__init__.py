"""One address book for each door. A door is a process with its own database role."""
