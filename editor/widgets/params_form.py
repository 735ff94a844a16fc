"""The only builder of forms: from declared parameters to rows, and from rows to values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from editor.language import tr
from editor.lazy import late
from editor.widgets.buttons import icon_button
from editor.widgets.choice import ChoiceRow
from editor.widgets.icons import Icons
from editor.widgets.section import Fold
from editor.widgets.slider import Scale, SliderRow
from ml.api.params import ParamField, Params, Scalar, describe

Held = TypeVar("Held", str, int)
FLOAT_STEPS = 100
SLIDER_ACROSS_PX = 156
SLIDER_SHARE = 20
_seed_row = late("editor.widgets.seed:SeedRow")
_number_row = late("editor.widgets.number:NumberRow")
_icon_choice = late("editor.widgets.icon_choice:IconChoice")


@dataclass(frozen=True)
class Row:
    """One parameter on screen: its widget, and how its value is read, set and reset."""

    field: ParamField
    widget: QWidget
    read: Callable[[], Scalar]
    write: Callable[[Scalar], None]
    reset: Callable[[], None]


NamesOf = Callable[[str], tuple[str, ...]]
"""The models of a family that this machine has; see `ParamField.suggests`."""


def _no_names(family: str) -> tuple[str, ...]:
    return ()


class ParamsForm(QWidget):
    """Shows every declared parameter once; what is read from it is always valid."""

    changed = Signal()

    def __init__(
        self,
        params: type[Params],
        icons: Icons,
        *,
        only: tuple[str, ...] = (),
        across: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`only` names the rows shown at once, in that order; the rest stands under "More".

        `across` lays the rows side by side, as a bar does; "More" is then a button with a menu.
        """
        super().__init__(parent)
        self.params = params
        self.names_of: NamesOf = _no_names
        self._icons = icons
        self._rows: dict[str, Row] = {}
        self._layout: QBoxLayout = QHBoxLayout(self) if across else QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8 if across else 4)
        self.more: Fold | None = None
        fields = tuple(map(_spoken, describe(params)))
        first = _first(fields, only)
        for field in first:
            widget = self._add(field).widget
            is_wide = across and field.control == "slider"
            if is_wide:
                # Narrower where the bar is short, but never so narrow that words meet the number.
                widget.setMaximumWidth(max(SLIDER_ACROSS_PX, widget.sizeHint().width()))
            self._layout.addWidget(widget, SLIDER_SHARE if is_wide else 0)
        rest = [field for field in fields if field not in first]
        if rest:
            self._layout.addWidget(self._menu(rest) if across else self._fold(rest))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._rows)

    def row(self, name: str) -> Row:
        return self._rows[name]

    def values(self) -> dict[str, Scalar]:
        """What the rows say, by name."""
        return {name: row.read() for name, row in self._rows.items()}

    def read(self) -> Params:
        """The checked parameters."""
        return self.params.model_validate(self.values())

    def write(self, values: Mapping[str, Scalar]) -> None:
        """Show `values`; names that the form does not have are left alone."""
        for name, value in values.items():
            if name in self._rows:
                self._rows[name].write(value)

    def reset(self) -> None:
        """Every row back to its default."""
        for row in self._rows.values():
            row.reset()

    def _fold(self, fields: list[ParamField]) -> Fold:
        self.more = Fold("More", self._icons, self)
        layout = QVBoxLayout(self.more.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for field in fields:
            layout.addWidget(self._add(field).widget)
        return self.more

    def _menu(self, fields: list[ParamField]) -> QToolButton:
        button = icon_button(self._icons.icon("settings"), "More options", parent=self)
        menu = QMenu(button)
        holder = QWidget(menu)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        for field in fields:
            layout.addWidget(self._add(field).widget)
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _add(self, field: ParamField) -> Row:
        row = _BUILDERS[field.control](field, self)
        row.widget.setToolTip(_tip(field))
        if not row.widget.accessibleName():
            row.widget.setAccessibleName(field.title)
        self._rows[field.name] = row
        return row

    def icons(self) -> Icons:
        return self._icons


def _first(fields: tuple[ParamField, ...], only: tuple[str, ...]) -> list[ParamField]:
    if not only:
        return [field for field in fields if not field.more]
    by_name = {field.name: field for field in fields}
    return [by_name[name] for name in only if name in by_name]


def _spoken(field: ParamField) -> ParamField:
    """The same field in the language that is spoken."""
    return field.model_copy(update={"title": tr(field.title), "help": tr(field.help)})


def _tip(field: ParamField) -> str:
    if field.control != "slider" or field.low is None or field.high is None:
        return field.help
    unit = f" {field.unit}" if field.unit else ""
    span = tr("{low} to {high}; double-click resets.")
    return f"{field.help}.\n" + span.format(low=f"{field.low:g}", high=f"{field.high:g}{unit}")


def _slider(field: ParamField, form: ParamsForm) -> Row:
    low = 0.0 if field.low is None else field.low
    high = 100.0 if field.high is None else field.high
    step = field.step or (1.0 if field.whole else (high - low) / FLOAT_STEPS)
    widget = SliderRow(field.title, Scale(low, high, step, field.unit), float(field.default), form)
    widget.value_changed.connect(lambda _: form.changed.emit())
    kind = int if field.whole else float
    return Row(
        field=field,
        widget=widget,
        read=lambda: kind(widget.number),
        write=lambda value: widget.set_number(float(value)),
        reset=widget.reset,
    )


def _choice(field: ParamField, form: ParamsForm) -> Row:
    widget = ChoiceRow(field.title, field.choices, str(field.default), form)
    return _held(widget, field, form, str)


def _icons(field: ParamField, form: ParamsForm) -> Row:
    widget = _icon_choice(field.name, field.choices, str(field.default), form.icons(), form)
    return _held(widget, field, form, str)


def _number(field: ParamField, form: ParamsForm) -> Row:
    span = int(field.low or 0), int(field.high if field.high is not None else 2**31 - 1)
    widget = _number_row(field.title, span, int(field.default), unit=field.unit, parent=form)
    return _held(widget, field, form, int)


def _check(field: ParamField, form: ParamsForm) -> Row:
    holder = QWidget(form)
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(9, 0, 9, 0)
    widget = QCheckBox(field.title, holder)
    widget.setAccessibleName(field.title)
    widget.setChecked(bool(field.default))
    layout.addWidget(widget)
    holder.setFocusProxy(widget)
    widget.toggled.connect(lambda _: form.changed.emit())
    return Row(
        field=field,
        widget=holder,
        read=widget.isChecked,
        write=lambda value: widget.setChecked(bool(value)),
        reset=lambda: widget.setChecked(bool(field.default)),
    )


def _seed(field: ParamField, form: ParamsForm) -> Row:
    span = int(field.low or 0), int(field.high or 2**31 - 1)
    widget = _seed_row(field.title, span, int(field.default), form.icons(), form)
    return _held(widget, field, form, int)


def _text(field: ParamField, form: ParamsForm) -> Row:
    return _model(field, form) if field.suggests else _line(field, form)


def _model(field: ParamField, form: ParamsForm) -> Row:
    """A list that is filled anew whenever it opens, for files come and go."""
    widget = ChoiceRow(field.title, (str(field.default),), str(field.default), form)

    def fill() -> None:
        widget.set_choices((str(field.default), *form.names_of(field.suggests)))

    def write(value: Scalar) -> None:
        # The default is always there; the store is not asked before the window stands.
        if value != field.default:
            fill()
        widget.set_value(str(value))

    widget.box.about_to_open.connect(fill)
    return replace(_held(widget, field, form, str), write=write)


def _line(field: ParamField, form: ParamsForm) -> Row:
    holder = QWidget(form)
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(9, 0, 0, 0)
    layout.setSpacing(8)
    widget = QLineEdit(str(field.default), holder)
    widget.setAccessibleName(field.title)
    layout.addWidget(QLabel(field.title, holder))
    layout.addWidget(widget, 1)
    holder.setFocusProxy(widget)
    widget.textEdited.connect(lambda _: form.changed.emit())
    return Row(
        field=field,
        widget=holder,
        read=widget.text,
        write=lambda value: widget.setText(str(value)),
        reset=lambda: widget.setText(str(field.default)),
    )


def _valued(
    make: Callable[[str, str, QWidget], QWidget],
) -> Callable[[ParamField, ParamsForm], Row]:
    """A builder for widgets made from title and default that hold their value as text."""

    def build(field: ParamField, form: ParamsForm) -> Row:
        return _held(make(field.title, str(field.default), form), field, form, str)

    return build


class _Valued(Protocol[Held]):
    """A widget that holds one value."""

    value_changed: ClassVar[Signal]

    @property
    def value(self) -> Held: ...

    def set_value(self, value: Held) -> None: ...

    def reset(self) -> None: ...


def _held(
    widget: QWidget, field: ParamField, form: ParamsForm, kind: Callable[[Scalar], Held]
) -> Row:
    """The row of a widget that holds its own value, which is of this kind."""
    held = cast("_Valued[Held]", widget)
    held.value_changed.connect(lambda _: form.changed.emit())  # pyright: ignore
    return Row(
        field=field,
        widget=widget,
        read=lambda: held.value,
        write=lambda value: held.set_value(kind(value)),
        reset=held.reset,
    )


_BUILDERS: dict[str, Callable[[ParamField, ParamsForm], Row]] = {
    "slider": _slider,
    "choice": _choice,
    "icons": _icons,
    "number": _number,
    "check": _check,
    "seed": _seed,
    "text": _text,
    "paragraph": _valued(late("editor.widgets.text_rows:ParagraphRow")),
    "font": _valued(late("editor.widgets.text_rows:FontRow")),
    "colour": _valued(late("editor.widgets.colour_row:ColourRow")),
    "curve": _valued(late("editor.widgets.curve_editor:CurveEditor")),
    "response": _valued(late("editor.widgets.response_row:ResponseRow")),
    "gradient": _valued(late("editor.widgets.gradient_row:GradientRow")),
}
