"""What a person can write wrong on the command line."""

from __future__ import annotations


class UsageProblem(Exception):
    """Words that name nothing; the message is one sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
