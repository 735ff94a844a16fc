"""The Properties dock: what can be set of the active layer, live on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.docks.adjustment_faces import Face, make_face, wants_tones
from editor.docks.adjustment_picker import AdjustmentPicker
from editor.docks.live_card import LiveCard
from editor.docks.shapes_card import ShapesCard, is_stack
from editor.document.adjustments.histogram import tones_below
from editor.document.adjustments.white_balance import WhiteBalanceParams, grey_from
from editor.document.commands import ReplaceLayer
from editor.document.document import Document
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.generated.layer import GeneratedLayer
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.vector.layer import VectorLayer
from editor.document.layers import GroupLayer
from editor.language import tr
from editor.tools.colours import Colour
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm
from editor.widgets.speech import translate_tree
from editor.widgets.text_rows import ParagraphRow
from ml.api.params import Params, Scalar, to_scalars

Settable = AdjustmentLayer | FillLayer | TextLayer | VectorLayer

LIVE_MS = 25
"""What is dragged shows after so long at the latest; more often would only queue up."""
TONES_MS = 300


@dataclass(frozen=True)
class PropertiesWork:
    """What the dock asks of others.

    `trigger` does an action by its id; `in_background(work, then)` runs work in a thread;
    `pick_grey(layer_id, then)` waits for a press on the canvas; `run_again(layer_id)` runs the
    generator of a live layer.
    """

    trigger: Callable[[str], None]
    in_background: Callable[[Callable[[], Any], Callable[[Any], None]], None]
    pick_grey: Callable[[str, Callable[[Colour | None], None]], None]
    run_again: Callable[[str], None]


class PropertiesDock(QWidget):
    """Follows the active layer of one document; a drag of one control is one step of history."""

    def __init__(self, icons: Icons, work: PropertiesWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._icons = icons
        self._work = work
        self._document: Document | None = None
        self._faces: dict[type[Params], QWidget] = {}
        self._shown: dict[str, Scalar] = {}
        self._layer_id: str | None = None
        self._is_own = False
        self.face: QWidget | None = None
        self._live = self._timer(LIVE_MS, self.flush)
        self._tones = self._timer(TONES_MS, self._count_tones)
        self._build()
        self._follow()

    def set_document(self, document: Document | None) -> None:
        """Show another document."""
        if self._document is not None:
            self.flush()
            self._document.active_changed.disconnect(self._follow)
            self._document.layers_changed.disconnect(self._layers_changed)
            self._document.pixels_changed.disconnect(self._pixels_changed)
        self._document = document
        if document is not None:
            document.active_changed.connect(self._follow)
            document.layers_changed.connect(self._layers_changed)
            document.pixels_changed.connect(self._pixels_changed)
        self._follow()

    def flush(self) -> None:
        """Apply at once what was changed last."""
        self._live.stop()
        layer, document = self._settable(), self._document
        if layer is None or document is None or self.face is None:
            return
        values = cast(Face, self.face).values()
        changed = {name: v for name, v in values.items() if v != self._shown.get(name)}
        self._shown = values
        if not changed:
            return
        fresh = type(layer.params).model_validate({**to_scalars(layer.params), **changed})
        self._apply(layer, fresh, tuple(changed))

    def begin_writing(self) -> None:
        """The cursor into the words of a text layer, all of them chosen: typing replaces them."""
        if isinstance(self.face, ParamsForm) and "text" in self.face.names:
            row = self.face.row("text").widget
            if isinstance(row, ParagraphRow):
                row.field.setFocus()
                row.field.selectAll()

    # ---- building

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(6)
        self.heading = QLabel(self)
        self.heading.setObjectName("small")
        self.heading.setContentsMargins(9, 0, 9, 0)
        self.heading.setWordWrap(True)
        layout.addWidget(self.heading)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room = QWidget(self.area)
        self._column = QVBoxLayout(self._room)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(6)
        self.picker = AdjustmentPicker(self._work.trigger, self._room)
        work = self._work
        self.live = LiveCard(self._icons, work.run_again, work.in_background, self._room)
        self.live.changed.connect(self._take_live)
        self._column.addWidget(self.picker)
        self._column.addWidget(self.live)
        self.shapes = ShapesCard(self._room)
        self._column.addWidget(self.shapes)
        self._column.addStretch(1)
        self.area.setWidget(self._room)
        layout.addWidget(self.area, 1)

    def _timer(self, delay_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        timer.timeout.connect(then)
        return timer

    def _face_for(self, params: type[Params]) -> QWidget:
        if params not in self._faces:
            face = make_face(params, self._icons, self._pick_grey)
            translate_tree(face)
            cast(Face, face).changed.connect(self._face_changed)  # pyright: ignore
            self._column.insertWidget(0, face)
            self._faces[params] = face
        return self._faces[params]

    # ---- following

    def _follow(self) -> None:
        """Another layer is active, or none."""
        if self._is_own:
            return
        self._live.stop()
        layer = self._document.active if self._document is not None else None
        self._layer_id = layer.id if layer is not None else None
        settable = self._settable()
        face = self._face_for(type(settable.params)) if settable is not None else None
        for known in self._faces.values():
            known.setVisible(known is face)
        self.face = face
        is_live = isinstance(layer, GeneratedLayer)
        self.live.setVisible(is_live)
        self.shapes.flush()
        self.shapes.setVisible(is_stack(layer))
        self.picker.setVisible(face is None and not is_live and not is_stack(layer))
        self.picker.setEnabled(self._document is not None)
        self.heading.setText(_heading(layer))
        self.heading.setVisible(layer is not None)
        self._refresh()
        if settable is not None and wants_tones(type(settable.params)):
            self._tones.start()

    def _layers_changed(self) -> None:
        layer = self._document.active if self._document is not None else None
        if (layer.id if layer is not None else None) != self._layer_id:
            self._follow()
        elif not self._is_own:
            self._refresh()

    def _pixels_changed(self, _box: object) -> None:
        layer = self._settable()
        if layer is not None and not self._is_own and wants_tones(type(layer.params)):
            self._tones.start()
        if self.live.isVisible():
            self.live.look_soon()

    def _refresh(self) -> None:
        """Show what the layer says, as after an undo."""
        layer = self._settable()
        if layer is not None and self.face is not None:
            face = cast(Face, self.face)
            self._is_own = True
            face.write(to_scalars(layer.params))
            self._is_own = False
            self._live.stop()
            self._shown = face.values()
            self.heading.setText(_heading(layer))
        active = self._document.active if self._document is not None else None
        if self._document is not None and isinstance(active, GeneratedLayer):
            self.live.show_layer(self._document, active)
        if self._document is not None and isinstance(active, GroupLayer) and is_stack(active):
            self.shapes.show_group(self._document, active)

    # ---- changing

    def _settable(self) -> Settable | None:
        layer = self._document.active if self._document is not None else None
        return layer if isinstance(layer, Settable) else None

    def _face_changed(self) -> None:
        if not self._is_own and not self._live.isActive():
            self._live.start()

    def _apply(self, layer: Settable, params: Params, names: tuple[str, ...]) -> None:
        if self._document is None or params == layer.params:
            return
        made = layer.with_params(params)  # type: ignore[arg-type]
        title = _kind_title(layer)
        if len(names) == 1:
            field = type(params).model_fields[names[0]]
            title = f"{title}: {field.title or names[0]}"
        self._is_own = True
        try:
            self._document.apply(ReplaceLayer(layer, made, title))
        finally:
            self._is_own = False

    def _take_live(self, params: dict[str, Scalar]) -> None:
        layer = self._document.active if self._document is not None else None
        if self._document is not None and isinstance(layer, GeneratedLayer):
            self._is_own = True
            try:
                made = layer.with_params(params)
                self._document.apply(ReplaceLayer(layer, made, "Change the live layer"))
            finally:
                self._is_own = False
            self.live.look_soon()

    def _pick_grey(self) -> None:
        layer = self._settable()
        if layer is None:
            return
        layer_id = layer.id

        def picked(colour: Colour | None) -> None:
            current = self._settable()
            if colour is not None and current is not None and current.id == layer_id:
                if isinstance(current.params, WhiteBalanceParams):
                    self._apply(current, grey_from(colour), ("temperature", "tint"))
                    self._refresh()

        self._work.pick_grey(layer_id, picked)

    # ---- the histogram

    def _count_tones(self) -> None:
        layer, document = self._settable(), self._document
        show = getattr(self.face, "show_tones", None)
        if layer is None or document is None or show is None:
            return
        snapshot, layer_id = document.snapshot(), layer.id

        def counted(counts: Any) -> None:
            if self._layer_id == layer_id:
                show(counts)

        self._work.in_background(lambda: tones_below(snapshot, layer_id), counted)


def _heading(layer: object) -> str:
    if layer is None:
        return ""
    name = str(getattr(layer, "name", ""))
    if is_stack(layer):
        return name
    if isinstance(layer, Settable | GeneratedLayer):
        title = tr(_kind_title(layer))
        return name if name == title else f"{name} · {title}"
    return tr("{name} · paint on it, or add an adjustment above it:").format(name=name)


def _kind_title(layer: Settable | GeneratedLayer) -> str:
    if isinstance(layer, AdjustmentLayer):
        return layer.adjustment.title
    if isinstance(layer, FillLayer):
        return {"ColourFill": "Colour fill", "GradientFill": "Gradient fill"}.get(
            type(layer.params).__name__, "Pattern fill"
        )
    if isinstance(layer, VectorLayer):
        return "Shape"
    return "Text" if isinstance(layer, TextLayer) else f"Live layer: {layer.recipe.title}"
