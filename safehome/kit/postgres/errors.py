"""What went wrong, in a sentence that says what to do next."""


class PostgresError(Exception):
    """PostgreSQL cannot be used. The message is fit to show to a person."""
