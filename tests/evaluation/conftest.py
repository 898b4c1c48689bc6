"""The worker with its own role, as notices’ tests have it."""

from tests.notices.conftest import worker

__all__ = ["worker"]
