"""What may go wrong with a file, each as one plain sentence that says what to do."""

from __future__ import annotations


class FileProblem(Exception):
    """`message` is for the artist; `details` stands behind "Copy details"."""

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class UnreadableFile(FileProblem):
    """The file cannot be opened as a picture, and no part of it can be shown."""


class DamagedFile(UnreadableFile):
    """The file is cut short or broken, but `decode(..., partial=True)` may show a part of it."""


class UnconfirmedSize(UnreadableFile):
    """The picture is far larger than its file: `confirmed=True` opens it if it is meant."""


class SaveFailed(FileProblem):
    """Nothing was written over: the file that was there before is still there, whole."""


class ChangedOnDisk(SaveFailed):
    """Another program wrote the file since it was opened; saving would overwrite that work."""


class NotConfirmed(SaveFailed):
    """The new file is in place and whole, but the disk has not promised to keep it."""


class BadMask(FileProblem):
    """A mask file that cannot be used with the open picture."""


class BadLabels(FileProblem):
    """A label map or palette that cannot be used with the open picture; nothing was changed."""
