"""What is remembered for a while by all processes together."""

from __future__ import annotations

from django.db import models


class Remembered(models.Model):
    """A count or mark with its end. Why: tries at signing in are counted once, not per process."""

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)
