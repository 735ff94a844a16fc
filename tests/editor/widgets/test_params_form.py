"""The one form shows every declared parameter and never gives an invalid value."""

from __future__ import annotations

from enum import Enum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm
from editor.widgets.seed import SeedRow
from editor.widgets.theme import load_theme
from ml.api.params import Params, describe, param, to_scalars
from ml.catalog import CATALOG


class Fur(Enum):
    SHORT = "short"
    VERY_LONG = "very_long"


class Cat(Params):
    """One of each kind."""

    fur: Fur = param(Fur.SHORT, title="Fur", help="How long")
    age: int = param(3, title="Age", help="Years", low=0, high=30, unit="y")
    weight: float = param(4.0, title="Weight", help="Mass", low=0.5, high=12.0, step=0.1)
    purrs: bool = param(True, title="Purrs", help="When stroked")
    name: str = param("Mia", title="Name", help="What it hears to", more=True)
    seed: int = param(7, title="Seed", help="Chance", low=0, high=999, control="seed", more=True)


@pytest.fixture
def icons(qtbot: QtBot) -> Icons:
    return Icons(load_theme("dark"))


@pytest.fixture
def form(qtbot: QtBot, icons: Icons) -> ParamsForm:
    made = ParamsForm(Cat, icons)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("spec", CATALOG, ids=lambda spec: spec.id)
def test_every_generator_gets_a_whole_form(qtbot: QtBot, icons: Icons, spec) -> None:
    form = ParamsForm(spec.params, icons)
    qtbot.addWidget(form)
    assert set(form.names) == {field.name for field in describe(spec.params)}
    assert form.read() == spec.params()
    for name in form.names:
        assert form.row(name).widget.toolTip()
        assert form.row(name).widget.accessibleName()


def test_a_form_begins_with_the_defaults(form: ParamsForm) -> None:
    assert form.read() == Cat()


def test_what_is_written_is_read(form: ParamsForm) -> None:
    cat = Cat(fur=Fur.VERY_LONG, age=9, weight=7.3, purrs=False, name="Tom", seed=12)
    form.write(to_scalars(cat))
    assert form.read() == cat
    form.reset()
    assert form.read() == Cat()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(st.sampled_from(["age", "weight", "seed"]), st.integers(-(10**9), 10**9))
)
def test_nothing_written_makes_a_form_invalid(form: ParamsForm, values: dict[str, int]) -> None:
    form.write(values)
    Cat.model_validate(form.values())


def test_rarely_needed_rows_stand_under_more(form: ParamsForm) -> None:
    assert form.more is not None
    assert not form.row("name").widget.isVisible()
    form.more.set_open(True)
    assert form.row("name").widget.isVisible()


def test_a_panel_may_choose_the_rows_that_come_first(qtbot: QtBot, icons: Icons) -> None:
    form = ParamsForm(Cat, icons, only=("weight", "fur"))
    qtbot.addWidget(form)
    form.show()
    assert form.row("weight").widget.y() < form.row("fur").widget.y()
    assert form.row("fur").widget.isVisible()
    assert not form.row("age").widget.isVisible()


def test_every_change_is_told(form: ParamsForm, qtbot: QtBot) -> None:
    box = form.row("purrs").widget.findChild(QCheckBox)
    assert box is not None
    with qtbot.waitSignal(form.changed, timeout=60_000):
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    with qtbot.waitSignal(form.changed, timeout=60_000):
        form.write({"fur": "very_long"})


def test_the_die_throws_another_seed(form: ParamsForm) -> None:
    row = form.row("seed").widget
    assert isinstance(row, SeedRow)
    thrown = set()
    for _ in range(20):
        row.throw()
        thrown.add(row.value)
    assert len(thrown) > 3
    assert all(0 <= value <= 999 for value in thrown)


def test_a_bar_lays_the_rows_side_by_side(qtbot: QtBot, icons: Icons) -> None:
    form = ParamsForm(Cat, icons, only=("age", "weight"), across=True)
    qtbot.addWidget(form)
    form.resize(700, 36)
    form.show()
    assert form.row("age").widget.y() == form.row("weight").widget.y()
    assert form.read() == Cat()
