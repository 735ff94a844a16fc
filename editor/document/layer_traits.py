"""What layers of all kinds have in common, so that a kind only adds what makes it one."""

from __future__ import annotations

from itertools import count
from typing import TypeVar

from editor.document.blending import BlendMode
from editor.document.layer_protocol import ColourLabel, Locks, Position, new_layer_id
from editor.document.mask import Mask
from ml.api.regions import Box

_Kind = TypeVar("_Kind", bound="LayerTraits")

_revisions = count(1)


class LayerTraits:
    """Name, looks, place, mask, locks and label; a revision is never given twice."""

    kind: str = ""

    def __init__(self, name: str, layer_id: str | None = None) -> None:
        self.id = layer_id or new_layer_id()
        self.name = name
        self.visible = True
        self.opacity = 1.0
        self.blend = BlendMode.NORMAL
        self.mask: Mask | None = None
        self.mask_enabled = True
        self.clips = False
        self.locks = Locks()
        self.label = ColourLabel.NONE
        self._position: Position = (0, 0)
        self._revision = next(_revisions)

    @property
    def position(self) -> Position:
        return self._position

    @position.setter
    def position(self, position: Position) -> None:
        step = (position[0] - self._position[0], position[1] - self._position[1])
        self._position = position
        if step != (0, 0):
            self._moved(*step)

    def _moved(self, dx: int, dy: int) -> None:
        """The layer now lies elsewhere; a group takes its children along."""

    @property
    def revision(self) -> int:
        return self._revision

    def invalidate(self, box: Box) -> None:
        """What lies in `box` (on the canvas) changed."""
        self._revision = next(_revisions)

    def like(self: _Kind, other: LayerTraits) -> _Kind:
        """This layer with all traits of `other`, its id too; the mask's pixels are shared."""
        self.id, self.name = other.id, other.name
        self.visible, self.opacity, self.blend = other.visible, other.opacity, other.blend
        self.mask = other.mask.share() if other.mask is not None else None
        self.mask_enabled, self.clips = other.mask_enabled, other.clips
        self.locks, self.label = other.locks, other.label
        self._position, self._revision = other._position, other._revision
        return self

    def renewed(self: _Kind, name: str) -> _Kind:
        """This layer with a new id and that name."""
        self.id, self.name = new_layer_id(), name
        return self

    @property
    def mask_bytes(self) -> int:
        return self.mask.size_bytes if self.mask is not None else 0

    def traits_digest(self) -> str:
        mask = self.mask.digest() if self.mask is not None else "-"
        facts = (
            *(self.kind, self.id, self.name, self.visible, self.opacity, self.blend.value),
            *(self._position, self.mask_enabled, self.clips, self.locks, self.label.value),
        )
        return f"{facts} {mask}"
