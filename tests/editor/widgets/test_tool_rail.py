"""The rail: families share a button, the last used stays in front, many tools fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor.tools.colours import Colours
from editor.tools.spot import ToolSpot
from editor.widgets.colour_swatch import ColourSwatch
from editor.widgets.icons import Icons
from editor.widgets.theme import load_theme
from editor.widgets.tool_button import SMALLEST_PX
from editor.widgets.tool_rail import ToolRail, families

LEFT = Qt.MouseButton.LeftButton
MARKS = (
    ToolSpot("rectangle", "Rectangle", "rectangle", "R", family="shapes"),
    ToolSpot("ellipse", "Ellipse", "lasso", "Shift+R", family="shapes"),
    ToolSpot("hand", "Hand", "hand", "H", gap=True),
)


@pytest.fixture
def icons() -> Icons:
    return Icons(load_theme("dark"))


@pytest.fixture
def rail(qtbot: QtBot, icons: Icons) -> ToolRail:
    made = ToolRail(MARKS, icons)
    qtbot.addWidget(made)
    made.resize(44, 300)
    made.show()
    return made


def test_a_family_shares_one_button_and_neighbours_without_one_do_not() -> None:
    alone = ToolSpot("a", "A", "hand", "")
    assert families((*MARKS, alone)) == [MARKS[:2], MARKS[2:], (alone,)]


def test_a_press_takes_the_tool_in_front(rail: ToolRail) -> None:
    taken: list[str] = []
    rail.chosen.connect(taken.append)
    QTest.mouseClick(rail.button("rectangle"), LEFT)
    assert taken == ["rectangle"]


def test_what_was_used_last_stays_in_front(rail: ToolRail) -> None:
    taken: list[str] = []
    rail.chosen.connect(taken.append)
    rail.show_chosen("ellipse")
    rail.show_chosen("hand")
    QTest.mouseClick(rail.button("rectangle"), LEFT)
    assert taken == ["ellipse"]
    assert rail.fronts == ("ellipse", "hand")
    assert rail.button("ellipse").accessibleName() == "Ellipse"
    assert "Shift+R" in rail.button("ellipse").toolTip()


def test_the_right_button_opens_the_family_and_an_entry_takes_its_tool(rail: ToolRail) -> None:
    taken: list[str] = []
    rail.chosen.connect(taken.append)
    menu = rail.button("rectangle").open_family()
    assert menu is not None
    assert [entry.text() for entry in menu.actions()] == ["Rectangle\tR", "Ellipse\tShift+R"]
    menu.actions()[1].trigger()
    assert taken == ["ellipse"]
    menu.close()
    assert rail.button("hand").open_family() is None


def test_holding_a_button_opens_its_family_and_takes_nothing(rail: ToolRail, qtbot: QtBot) -> None:
    taken: list[str] = []
    rail.chosen.connect(taken.append)
    button = rail.button("rectangle")
    QTest.mousePress(button, LEFT)
    assert QApplication.activePopupWidget() is None
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=60_000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    QTest.mouseRelease(button, LEFT)
    assert taken == []


def test_another_set_of_keys_is_shown(rail: ToolRail) -> None:
    rail.show_keys({"rectangle": "M"})
    assert rail.button("rectangle").toolTip().startswith("Rectangle (M)")
    assert rail.button("hand").toolTip() == "Hand"


def test_many_tools_fit_beside_a_low_canvas_in_one_column(qtbot: QtBot, icons: Icons) -> None:
    """At 1024 x 700 the menu, tabs, options and status leave 560 pixels."""
    named = [("a", 4), ("b", 2), ("", 1), ("c", 3), ("", 1), ("", 1), ("d", 3), ("e", 3), ("", 1)]
    named += [("f", 2), ("", 1), ("g", 2), ("", 1), ("", 1)]
    spots = tuple(
        ToolSpot(f"t{at}-{one}", "Tool", "hand", "", gap=at % 4 == 0 and one == 0, family=family)
        for at, (family, count) in enumerate(named)
        for one in range(count)
    )
    assert len(spots) >= 25
    holder = QWidget()
    qtbot.addWidget(holder)
    rail = ToolRail(spots, icons)
    rail.add_foot(ColourSwatch(Colours()))
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(rail)
    holder.resize(44, 560)
    holder.show()
    parts = [one for one in rail.findChildren(QWidget) if one.isVisible()]
    low = 0
    for part in parts:
        place = part.geometry()
        assert place.left() >= 0
        assert place.right() <= 44
        assert place.top() >= low
        assert place.height() >= SMALLEST_PX
        low = place.bottom()
    assert low <= 560


def test_the_swatch_swaps_in_its_corner_and_asks_elsewhere(qtbot: QtBot) -> None:
    colours = Colours((1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    swatch = ColourSwatch(colours)
    qtbot.addWidget(swatch)
    swatch.show()
    asked: list[bool] = []
    swatch.asked.connect(lambda: asked.append(True))
    corner = swatch.rect().topRight()
    QTest.mouseClick(swatch, LEFT, pos=corner + (swatch.rect().bottomLeft() - corner) * 0.1)
    assert colours.foreground == (0.0, 0.0, 1.0)
    assert asked == []
    QTest.mouseClick(swatch, LEFT, pos=swatch.rect().topLeft() * 1 + swatch.rect().center() / 2)
    assert asked == [True]
    assert swatch.accessibleDescription() == "Foreground #0000ff, background #ff0000"
    picture = swatch.grab().toImage()
    assert picture.pixelColor(swatch.rect().center() / 2).name() == "#0000ff"
