"""How long to wait before a retry: doubling, with jitter, so that many sellers do not come back at the same moment."""

from __future__ import annotations

from tenacity import RetryCallState, Retrying, wait_random_exponential

ATTEMPTS = 6
_WAIT = wait_random_exponential(multiplier=1, max=60)
_RETRYING = Retrying()


def backoff_seconds(attempt: int) -> float:
    """Seconds before retry number `attempt` (1, 2, …): at least a half, at most a minute."""
    state = RetryCallState(retry_object=_RETRYING, fn=None, args=(), kwargs={})
    state.attempt_number = attempt
    return max(0.5, _WAIT(state))
