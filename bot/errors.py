"""The errors that people see: one sentence that says what, where, and how to mend it."""

from __future__ import annotations


class AsinwatchError(Exception):
    """The job failed (exit status 1). The text is one sentence for a person and holds no secret."""

    exit_status = 1


class UsageError(AsinwatchError):
    """Wrong usage, settings or input (exit status 2)."""

    exit_status = 2
