"""Why a source gave nothing: one sentence for a person, without secret, that says how to mend it."""

from __future__ import annotations

from bot.errors import AsinwatchError
from bot.records.text import Say
from templates.words import say


class SourceFailure(AsinwatchError):
    """One source of one account failed; the others go on."""

    def __init__(self, finding: Say) -> None:
        super().__init__(say(finding, "en"))
        self.finding = finding


class LoginRefused(SourceFailure):
    """The refresh token or the app's own secret is not accepted."""


class AccessLost(SourceFailure):
    """403: the app has not, or no more, the role for this call. It is no outage, waiting does not help."""


class ServiceDown(SourceFailure):
    """No answer, or errors of the other side, after all retries."""


class AnswerLost(SourceFailure):
    """A request that must not be made twice went out and no answer came: whether it was taken is not known."""


class WrongAnswer(SourceFailure):
    """An answer that is not as documented, or a request that the other side refuses."""
