"""Settings, the doors' address books, and how the service is started. Imported by no room."""
