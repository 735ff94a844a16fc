"""What lasso and rectangle share: a drawn region that joins the mask in one step of the history."""

from __future__ import annotations

from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.mask_operations import Combine, combine, feather
from editor.document.targets import SelectionTarget
from editor.tools.tool import PointerEvent, Sketch, combine_of
from ml.api.params import Params, param
from ml.api.regions import Box


class RegionOptions(Params):
    """How a drawn region joins the mask."""

    feather: float = param(
        0.0,
        title="Feather",
        help="Softens the edge of what is drawn",
        low=0.0,
        high=250.0,
        unit="px",
    )


class RegionTool:
    """A gesture around a region; what the line means is for `begin`, `follow` and `shape` to say.

    The keys that are held when it begins say how the region joins the mask.
    """

    id = "region"
    title = "Region"

    def __init__(self, options: RegionOptions | None = None) -> None:
        self.options = options or RegionOptions()
        self._document: Document | None = None
        self._how = Combine.REPLACE

    def begin(self, event: PointerEvent) -> None:
        """The gesture starts here, anew."""
        raise NotImplementedError

    def follow(self, event: PointerEvent) -> None:
        """The gesture goes on to here."""
        raise NotImplementedError

    def outline(self) -> tuple[tuple[float, float], ...]:
        """The closed line so far, in document pixels."""
        raise NotImplementedError

    def shape(self, canvas: Box) -> Mask:
        """What was drawn; empty where it encloses nothing."""
        raise NotImplementedError

    def set_options(self, options: Params) -> None:
        self.options = RegionOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._document is not None

    @property
    def cursor_radius_px(self) -> float | None:
        return None

    @property
    def sketch(self) -> Sketch | None:
        return Sketch(self.outline(), closed=True) if self.is_active else None

    def resize(self, size_px: float) -> bool:
        return False

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self._how = combine_of(event)
        self.begin(event)

    def move(self, event: PointerEvent) -> None:
        if self.is_active:
            self.follow(event)

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document = self._document
        self.cancel()
        if document is not None:
            self._join(document, self.shape(document.canvas))

    def cancel(self) -> None:
        self._document = None

    def _join(self, document: Document, shape: Mask) -> None:
        """Combine the mask with `shape`; nothing is written down where nothing changes."""
        if shape.is_empty:
            return
        if self.options.feather > 0:
            shape = feather(shape, self.options.feather, document.canvas)
        joined = combine(document.selection, shape, self._how)
        step = replace_mask(document, SelectionTarget(), joined, self.title)
        if step is not None:
            document.apply(step)
