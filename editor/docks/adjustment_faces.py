"""What the parameters of each adjustment look like: histogram, curve, or the plain form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor.document.adjustments.curves import STRAIGHT, CurvesParams
from editor.document.adjustments.hue_saturation import CHANGES, RANGES, HueSaturationParams
from editor.document.adjustments.levels import CHANNELS, LevelsParams
from editor.document.adjustments.white_balance import WhiteBalanceParams
from editor.language import tr
from editor.widgets.choice import ChoiceRow
from editor.widgets.curve_editor import CurveEditor
from editor.widgets.histogram import Counts
from editor.widgets.icons import Icons
from editor.widgets.levels_editor import LevelsEditor
from editor.widgets.params_form import ParamsForm
from editor.widgets.slider import Scale, SliderRow
from ml.api.params import Params, Scalar, to_scalars

_ALL = "all colours"
_CHANNEL_TITLES = {"master": "RGB", "red": "Red", "green": "Green", "blue": "Blue"}
_ROWS: tuple[tuple[str, str, Scale, float], ...] = (
    ("black", "Black", Scale(0, 254, 1), 0),
    ("gamma", "Middle", Scale(0.1, 9.99, 0.01), 1),
    ("white", "White", Scale(1, 255, 1), 255),
    ("low", "Output black", Scale(0, 255, 1), 0),
    ("high", "Output white", Scale(0, 255, 1), 255),
)


class Face(Protocol):
    """Shows parameters by name, and tells when the artist changed one."""

    changed: ClassVar[Signal]

    def values(self) -> dict[str, Scalar]: ...

    def write(self, values: Mapping[str, Scalar]) -> None: ...


def wants_tones(params: type[Params]) -> bool:
    """Whether the face shows a histogram."""
    return params in (LevelsParams, CurvesParams)


def make_face(params: type[Params], icons: Icons, pick_grey: Callable[[], None]) -> QWidget:
    """The face of an adjustment; it keeps the protocol `Face`."""
    if params is LevelsParams:
        return LevelsFace()
    if params is CurvesParams:
        return CurvesFace()
    if params is HueSaturationParams:
        return HueSaturationFace(icons)
    if params is WhiteBalanceParams:
        return WhiteBalanceFace(icons, pick_grey)
    return ParamsForm(params, icons)


class ChannelTabs(QWidget):
    """RGB, red, green, blue: one of four buttons of the same width is down."""

    channel_changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for number, channel in enumerate(CHANNELS):
            button = QPushButton(_CHANNEL_TITLES[channel], self)
            button.setCheckable(True)
            button.setAccessibleName(f"Channel {_CHANNEL_TITLES[channel]}")
            self._group.addButton(button, number)
            layout.addWidget(button, 1)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._tell)

    @property
    def channel(self) -> str:
        return CHANNELS[max(0, self._group.checkedId())]

    def choose(self, channel: str) -> None:
        self._group.button(CHANNELS.index(channel)).setChecked(True)

    def _tell(self, _number: int, is_down: bool) -> None:  # noqa: FBT001 - a slot of Qt
        if is_down:
            self.channel_changed.emit(self.channel)


class CurvesFace(QWidget):
    """One curve at a time, chosen by tabs."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, str] = dict.fromkeys(CHANNELS, STRAIGHT)
        self._counts: Counts | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.tabs = ChannelTabs(self)
        self.editor = CurveEditor("Curve", parent=self)
        layout.addWidget(self.tabs)
        layout.addWidget(self.editor)
        self.tabs.channel_changed.connect(self._show_channel)
        self.editor.value_changed.connect(self._take)

    def values(self) -> dict[str, Scalar]:
        return dict(self._values)

    def write(self, values: Mapping[str, Scalar]) -> None:
        self._values.update({name: str(values[name]) for name in CHANNELS if name in values})
        self._show_channel(self.tabs.channel)

    def show_tones(self, counts: Counts | None) -> None:
        self._counts = counts
        self.editor.show_channel(self.tabs.channel, counts)

    def _show_channel(self, channel: str) -> None:
        self.editor.set_value(self._values[channel])
        self.editor.show_channel(channel, self._counts)

    def _take(self, text: str) -> None:
        self._values[self.tabs.channel] = text
        self.changed.emit()


class LevelsFace(QWidget):
    """The levels of one channel at a time, chosen by tabs: marks under the histogram, and rows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = {
            f"{channel}_{name}": default for channel in CHANNELS for name, *_, default in _ROWS
        }
        self._counts: Counts | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.tabs = ChannelTabs(self)
        self.editor = LevelsEditor(self)
        layout.addWidget(self.tabs)
        layout.addWidget(self.editor)
        self.rows: dict[str, SliderRow] = {}
        for name, title, scale, default in _ROWS:
            row = SliderRow(title, scale, default, self)
            row.value_changed.connect(lambda number, name=name: self._take(name, number))
            self.rows[name] = row
            layout.addWidget(row)
        self.tabs.channel_changed.connect(lambda _: self._show())
        self.editor.moved.connect(self._take_mark)

    def values(self) -> dict[str, Scalar]:
        return dict(self._values)

    def write(self, values: Mapping[str, Scalar]) -> None:
        self._values.update({n: float(values[n]) for n in self._values if n in values})
        self._show()

    def show_tones(self, counts: Counts | None) -> None:
        self._counts = counts
        self.editor.show_channel(self.tabs.channel, counts)

    def _show(self) -> None:
        channel = self.tabs.channel
        shown = {name: self._values[f"{channel}_{name}"] for name in self.rows}
        for name, row in self.rows.items():
            row.blockSignals(True)
            row.set_number(shown[name])
            row.blockSignals(False)
            row.update()
        self.editor.show_values(shown)
        self.editor.show_channel(channel, self._counts)

    def _take(self, name: str, number: float) -> None:
        self._values[f"{self.tabs.channel}_{name}"] = number
        self._show()
        self.changed.emit()

    def _take_mark(self, name: str, number: float) -> None:
        self._take(name, number)


class HueSaturationFace(QWidget):
    """Three rows for all colours or for one range of them, chosen by name."""

    changed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        everything = ParamsForm(HueSaturationParams, icons, only=(*CHANGES, "colourise"))
        self._values = dict(to_scalars(HueSaturationParams()))
        self._is_writing = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.part = ChoiceRow(tr("Colours"), (_ALL, *RANGES), _ALL, self)
        self.part.value_changed.connect(lambda _: self._show())
        layout.addWidget(self.part)
        # The rows of the plain form, without what it would put behind "More".
        self._form = everything
        self.rows: dict[str, SliderRow] = {}
        for name in CHANGES:
            row = everything.row(name).widget
            assert isinstance(row, SliderRow)
            row.value_changed.connect(lambda number, name=name: self._take(name, number))
            self.rows[name] = row
            layout.addWidget(row)
        self.colourise = everything.row("colourise")
        layout.addWidget(self.colourise.widget)
        everything.setParent(self)
        everything.hide()
        everything.changed.connect(self._take_colourise)

    def values(self) -> dict[str, Scalar]:
        return dict(self._values)

    def write(self, values: Mapping[str, Scalar]) -> None:
        self._values.update({n: values[n] for n in self._values if n in values})
        self._show()

    def _name(self, change: str) -> str:
        """The parameter that a row stands for now."""
        part = self.part.value
        return change if part == _ALL else f"{part}_{change}"

    def _show(self) -> None:
        self._is_writing = True
        for name, row in self.rows.items():
            row.set_number(float(self._values[self._name(name)]))
        self.colourise.write(self._values["colourise"])
        self._is_writing = False
        self.part.setEnabled(not self._values["colourise"])

    def _take(self, name: str, number: float) -> None:
        if not self._is_writing:
            self._values[self._name(name)] = number
            self.changed.emit()

    def _take_colourise(self) -> None:
        wanted = bool(self.colourise.read())
        if self._is_writing or wanted == self._values["colourise"]:
            return
        self._values["colourise"] = wanted
        if wanted:
            self.part.set_value(_ALL)
        self._show()
        self.changed.emit()


class WhiteBalanceFace(ParamsForm):
    """The plain form, and a button that makes a place in the picture grey."""

    def __init__(self, icons: Icons, pick_grey: Callable[[], None]) -> None:
        super().__init__(WhiteBalanceParams, icons)
        self.pick = QPushButton("Pick a grey", self)
        self.pick.setToolTip("Then press on the canvas where the picture should be neutral grey")
        self.pick.clicked.connect(pick_grey)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.pick)
