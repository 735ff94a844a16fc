"""The errors that cross the border between worker and editor, each a plain sentence."""

from __future__ import annotations

from typing import ClassVar


class GeneratorError(Exception):
    """A failure whose message is one plain sentence that says what to do.

    `code` names the kind in messages and on the command line; `details` holds what a developer
    needs (a traceback, sizes tried) and is shown only behind "Copy details".
    """

    code: ClassVar[str] = "failed"

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class BadInput(GeneratorError):
    """The caller's pictures or parameters do not fit what the generator declares."""

    code: ClassVar[str] = "bad_input"


class WeightsMissing(GeneratorError):
    """A model file that the generator needs is not installed."""

    code: ClassVar[str] = "weights_missing"


class OutOfMemory(GeneratorError):
    """Every rung of the memory ladder was tried; `details` lists the sizes."""

    code: ClassVar[str] = "out_of_memory"


class WorkerDied(GeneratorError):
    """The worker process ended or hung in mid job; a fresh one has taken its place."""

    code: ClassVar[str] = "worker_died"


class Cancelled(GeneratorError):
    """The artist stopped the job."""

    code: ClassVar[str] = "cancelled"


ERRORS: dict[str, type[GeneratorError]] = {
    kind.code: kind
    for kind in (
        GeneratorError,
        BadInput,
        WeightsMissing,
        OutOfMemory,
        WorkerDied,
        Cancelled,
    )
}


def error_of(code: str, message: str, details: str = "") -> GeneratorError:
    """The exception that a message from the worker stands for."""
    return ERRORS.get(code, GeneratorError)(message, details)
