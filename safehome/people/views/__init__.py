"""Pages about signing in, one's own account, and an organisation's staff."""
