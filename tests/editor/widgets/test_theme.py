"""The themes keep the promises of the design: contrast, neutral greys, every icon there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from editor.widgets.icons import Icons
from editor.widgets.theme import Theme, contrast, load_theme, style_sheet
from resources import index

GROUNDS = ("panel", "raised", "sunken", "hover")
NEUTRAL = (*GROUNDS, "surround", "pressed", "hairline", "text", "secondary", "disabled")


@pytest.fixture(params=["dark", "light"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    colours = theme.colours()
    for ground in GROUNDS:
        assert contrast(theme.text, colours[ground]) >= 7.0, ground
        assert contrast(theme.secondary, colours[ground]) >= 4.5, ground


def test_the_primary_button_can_be_read(theme: Theme) -> None:
    for role in (theme.accent, theme.accent_hover, theme.accent_pressed):
        assert contrast(theme.on_accent, role) >= 4.5


def test_everything_next_to_the_picture_is_neutral(theme: Theme) -> None:
    for role in NEUTRAL:
        colour = theme.colours()[role]
        assert colour[1:3] == colour[3:5] == colour[5:7], role


def test_the_greys_of_the_dark_theme_have_their_lightness() -> None:
    theme = load_theme("dark")
    wanted = {"surround": 22, "panel": 17, "raised": 24, "hairline": 30}
    for role, lightness in wanted.items():
        assert _lightness(theme.colours()[role]) == pytest.approx(lightness, abs=0.6), role


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)


def test_the_sheet_names_no_colour_that_a_theme_lacks(theme: Theme, tmp_path: Path) -> None:
    sheet = style_sheet(theme, tmp_path)
    assert "$" not in sheet
    assert theme.accent in sheet
    assert (tmp_path / f"check-{theme.name}.svg").is_file()


@pytest.mark.parametrize("name", index.icon_names())
def test_every_icon_is_drawn_on_the_grid_with_the_one_stroke(name: str) -> None:
    drawing = index.icon(name).read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in drawing
    assert 'stroke-width="1.5"' in drawing
    assert 'stroke-linecap="round"' in drawing
    assert "currentColor" in drawing
    assert "#" not in drawing


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_icons_are_drawn_at_the_scale_of_the_screen(qtbot: QtBot, scale: float) -> None:
    icons = Icons(load_theme("dark"))
    picture = icons.icon("brush").pixmap(QSize(20, 20), scale)
    assert picture.width() == round(20 * scale)
    assert picture.toImage().convertToFormat(picture.toImage().Format.Format_ARGB32).allGray()


def test_a_disabled_icon_is_greyer(qtbot: QtBot) -> None:
    icon = Icons(load_theme("dark")).icon("run")
    usual = _brightest(icon, QIcon.Mode.Normal)
    assert _brightest(icon, QIcon.Mode.Disabled) < usual


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        index.icon("no_such_icon")


def _brightest(icon: QIcon, mode: QIcon.Mode) -> int:
    image = icon.pixmap(QSize(20, 20), 1.0, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(20) for y in range(20)]
    return max(colour.lightness() * colour.alpha() // 255 for colour in pixels)


def _lightness(colour: str) -> float:
    part = int(colour[1:3], 16) / 255
    linear = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return 116 * linear ** (1 / 3) - 16
