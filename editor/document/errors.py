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
    """What cannot be painted on now: no pixels of its own, no mask, hidden, or locked."""

    def __init__(self, name: str, sentence: str = "") -> None:
        """`sentence` replaces the usual one, which names the layer."""
        usual = f"“{name}” cannot be painted on: choose a pixel layer, or add a mask."
        super().__init__(sentence or usual)


class Locked(NotPaintable):
    """A change that the artist locked a layer against."""

    def __init__(self, name: str, what: str) -> None:
        """`what` is “pixels” or “position”."""
        sentence = {
            "pixels": f"The pixels of “{name}” are locked: unlock them to change the layer.",
            "position": f"The position of “{name}” is locked: unlock it to move the layer.",
        }[what]
        super().__init__(name, sentence)


class Unrenderable(DocumentError):
    """A layer whose picture cannot be made; all others are as they were."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The layer “{name}” cannot be shown: undo what was last done to it, or hide it."
        )
        self.name = name


class WrongPlace(DocumentError):
    """A layer that cannot go where it was asked to, like a group into itself."""


class NothingToMerge(DocumentError):
    """A merge of layers without anything to merge with."""


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
