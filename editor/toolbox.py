"""The tools, one of them in the hand, with the options that each remembers."""

from __future__ import annotations

from collections.abc import Mapping

from psygnal import Signal
from pydantic import ValidationError

from editor.tools.colours import Colours
from editor.tools.errands import Errands
from editor.tools.label_hand import LabelHand
from editor.tools.labour import Labour
from editor.tools.sets import arranging, labelling, painting, selecting
from editor.tools.snapping import Aids
from editor.tools.tool import Tool
from ml.api.params import Scalar, to_scalars

Values = Mapping[str, Scalar]
MASK_BRUSHES = frozenset({"brush", "eraser"})


class Toolbox:
    """Exactly one tool is in the hand; options that no longer fit start from their defaults."""

    chosen = Signal(str)
    options_changed = Signal(str)

    def __init__(self, remembered: Mapping[str, Values] | None = None) -> None:
        self.colours = Colours()
        self.labels = LabelHand()
        self.errands = Errands()
        self.aids = Aids()
        self.labour = Labour()
        made: tuple[Tool, ...] = (
            *selecting.tools(self.colours, self.errands),
            *painting.tools(self.colours, self.errands),
            *labelling.tools(self.labels, self.errands),
            *arranging.tools(self.colours, self.aids, self.labour),
        )
        self._tools = {tool.id: tool for tool in made}
        self._current = made[0]
        for name, values in (remembered or {}).items():
            if name in self._tools:
                self._recall(self._tools[name], values)

    @property
    def current(self) -> Tool:
        return self._current

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._tools)

    def tool(self, name: str) -> Tool:
        return self._tools[name]

    def choose(self, name: str) -> None:
        """Take a tool into the hand; a name that nobody has is left alone."""
        if name in self._tools and self._tools[name] is not self._current:
            self._current = self._tools[name]
            self.chosen.emit(name)

    def set_option(self, name: str, values: Values) -> None:
        """Change some options of a tool."""
        tool = self._tools[name]
        fresh = {**to_scalars(tool.options), **values}
        tool.set_options(type(tool.options).model_validate(fresh))
        self.options_changed.emit(name)

    def swap(self) -> None:
        """Mask brush and mask eraser change places; with any other tool the two colours do."""
        if self._current.id in MASK_BRUSHES:
            self.choose("brush" if self._current.id == "eraser" else "eraser")
        else:
            self.colours.swap()

    def scale_brush(self, factor: float) -> None:
        """A larger or smaller brush; at least one pixel of difference."""
        radius = self._current.cursor_radius_px
        if radius is None:
            return
        size = 2 * radius
        step = max(1.0, abs(size * factor - size))
        if self._current.resize(round(size + (step if factor > 1 else -step))):
            self.options_changed.emit(self._current.id)

    def options_of(self, name: str) -> dict[str, Scalar]:
        """How one tool is set."""
        return dict(to_scalars(self._tools[name].options))

    def options(self) -> dict[str, dict[str, Scalar]]:
        """What each tool would like to be remembered."""
        return {name: self.options_of(name) for name in self._tools}

    def _recall(self, tool: Tool, values: Values) -> None:
        known = {name: value for name, value in values.items() if name in to_scalars(tool.options)}
        try:
            tool.set_options(type(tool.options).model_validate(known))
        except ValidationError:
            return
