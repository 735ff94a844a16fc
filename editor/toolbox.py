"""The tools, one of them in the hand, with the options that each remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from psygnal import Signal
from pydantic import ValidationError

from editor.tools.colours import Colours
from editor.tools.errands import Errands
from editor.tools.label_hand import LabelHand
from editor.tools.labour import Labour
from editor.tools.sets import arranging, labelling, painting, selecting
from editor.tools.snapping import Aids
from editor.tools.spot import Makers
from editor.tools.tool import Tool
from ml.api.params import Scalar, to_scalars

Values = Mapping[str, Scalar]
MASK_BRUSHES = frozenset({"brush", "eraser"})


class Toolbox:
    """Exactly one tool is in the hand; options that no longer fit start from their defaults.

    A tool is built when it is first asked for.
    """

    chosen = Signal(str)
    options_changed = Signal(str)

    def __init__(self, remembered: Mapping[str, Values] | None = None) -> None:
        self.colours = Colours()
        self.labels = LabelHand()
        self.errands = Errands()
        self.aids = Aids()
        self.labour = Labour()
        self._makers: Makers = {
            **selecting.makers(self.errands),
            **painting.makers(self.colours, self.errands),
            **labelling.makers(self.labels, self.errands),
            **arranging.makers(self.colours, self.aids, self.labour),
        }
        self._tools: dict[str, Tool] = {}
        self._waiting: dict[str, list[Callable[[Tool], object]]] = {}
        self._in_hand = next(iter(self._makers))
        known = self._makers.keys() & (remembered or {}).keys()
        self._remembered = {name: dict((remembered or {})[name]) for name in known}

    @property
    def in_hand(self) -> str:
        """The id of the tool in the hand; unlike `current`, asking for it builds nothing."""
        return self._in_hand

    @property
    def current(self) -> Tool:
        return self.tool(self._in_hand)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._makers)

    def tool(self, name: str) -> Tool:
        """One of the tools, built now if it was not yet."""
        if name not in self._tools:
            tool: Tool = self._makers[name]()
            self._tools[name] = tool
            self._recall(tool, self._remembered.pop(name, {}))
            for do in self._waiting.pop(name, ()):
                do(tool)
        return self._tools[name]

    def when_made(self, name: str, do: Callable[[Tool], object]) -> None:
        """Hand a tool to `do` as soon as it is built; at once where it is."""
        if name in self._tools:
            do(self._tools[name])
        else:
            self._waiting.setdefault(name, []).append(do)

    def choose(self, name: str) -> None:
        """Take a tool into the hand; a name that nobody has is left alone."""
        if name in self._makers and name != self._in_hand:
            self._in_hand = name
            self.chosen.emit(name)

    def set_option(self, name: str, values: Values) -> None:
        """Change some options of a tool."""
        tool = self.tool(name)
        fresh = {**to_scalars(tool.options), **values}
        tool.set_options(type(tool.options).model_validate(fresh))
        self.options_changed.emit(name)

    def swap(self) -> None:
        """Mask brush and mask eraser change places; with any other tool the two colours do."""
        if self._in_hand in MASK_BRUSHES:
            self.choose("brush" if self._in_hand == "eraser" else "eraser")
        else:
            self.colours.swap()

    def scale_brush(self, factor: float) -> None:
        """A larger or smaller brush; at least one pixel of difference."""
        radius = self.current.cursor_radius_px
        if radius is None:
            return
        size = 2 * radius
        step = max(1.0, abs(size * factor - size))
        if self.current.resize(round(size + (step if factor > 1 else -step))):
            self.options_changed.emit(self._in_hand)

    def options_of(self, name: str) -> dict[str, Scalar]:
        """How one tool is set."""
        return dict(to_scalars(self.tool(name).options))

    def options(self) -> dict[str, dict[str, Scalar]]:
        """What each tool would like to be remembered."""
        return {**self._remembered, **{name: self.options_of(name) for name in self._tools}}

    def _recall(self, tool: Tool, values: Values) -> None:
        known = {name: value for name, value in values.items() if name in to_scalars(tool.options)}
        try:
            tool.set_options(type(tool.options).model_validate(known))
        except ValidationError:
            return
