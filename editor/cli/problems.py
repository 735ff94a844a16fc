"""What a person can write wrong on the command line, and every failure as one sentence."""

from __future__ import annotations

from editor.document.errors import DocumentError
from editor.files.problems import FileProblem
from ml.api.errors import BadInput, Cancelled, GeneratorError, WeightsMissing
from ml.store.failures import DownloadCancelled, StoreError

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130
DETAILS = "--details"


class UsageProblem(Exception):
    """Words that name nothing; the message is one sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def judge(error: Exception) -> tuple[str, int]:
    """What is told of an error, and the exit code that it stands for."""
    message = str(getattr(error, "message", error))
    if isinstance(error, Cancelled | DownloadCancelled):
        return message, INTERRUPTED
    if isinstance(error, UsageProblem | FileProblem | DocumentError | BadInput | WeightsMissing):
        return message, BAD_INPUT
    if isinstance(error, StoreError):
        return message, BAD_INPUT
    if isinstance(error, GeneratorError):
        return message, FAILED
    kind = type(error).__name__
    return (
        f"It failed in a way that was not foreseen ({kind}); nothing was written. "
        f"Add {DETAILS} to see more.",
        FAILED,
    )
