"""What can go wrong with a document, each with a sentence that says what to do."""

from __future__ import annotations


class DocumentError(Exception):
    """A request that the document cannot follow; nothing was changed."""


class UnknownLayer(DocumentError):
    """A layer that is not, or no longer, part of the document."""

    def __init__(self, layer_id: str) -> None:
        super().__init__("This layer is not in the picture any more: choose another one.")
        self.layer_id = layer_id


class NotPaintable(DocumentError):
    """A layer without pixels of its own, or without the mask that was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot be painted on: choose a pixel layer, or add a mask.")


class BadSize(DocumentError):
    """A canvas without area, or far beyond what a picture can be."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(
            f"A canvas of {width} × {height} pixels cannot be made: "
            "use sides from 1 to 300,000 pixels."
        )


class BadRecord(DocumentError):
    """A written-down change that cannot be read back."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"A recorded change cannot be read: {reason}.")
