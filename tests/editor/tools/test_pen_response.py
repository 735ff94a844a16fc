"""Curves of the pen: what is drawn in the editor is what the brush computes with."""

from __future__ import annotations

from enum import Enum

import numpy as np
import pytest
from pydantic import ValidationError

from editor.document.adjustments.curves import bend, read_points
from editor.document.brush import Touch, Trait
from editor.toolbox import Toolbox
from editor.tools.paint_options import DabOptions, brush_of
from editor.tools.pen_response import NAMED, curve_of, points_of

OWN = "0 0.1, 0.4 0.2, 1 0.9"


@pytest.mark.parametrize(
    ("name", "trait", "sensor"),
    [
        ("size_by", Trait.SIZE, "pressure"),
        ("opacity_by", Trait.OPACITY, "pressure"),
        ("flow_by", Trait.FLOW, "pressure"),
        ("size_by_tilt", Trait.SIZE, "tilt"),
        ("opacity_by_tilt", Trait.OPACITY, "tilt"),
        ("flow_by_tilt", Trait.FLOW, "tilt"),
    ],
)
def test_a_drawn_curve_rules_its_trait(name: str, trait: Trait, sensor: str) -> None:
    options = DabOptions(**{"size_by": "off", name: OWN})
    brush = brush_of(options)
    for value in np.linspace(0, 1, 21):
        pressed = float(value) if sensor == "pressure" else 0.7
        tilt = float(value) if sensor == "tilt" else 0.3
        share = brush.share(trait, Touch(0, 0, pressed, tilt))
        assert share == pytest.approx(float(bend(read_points(OWN), np.array([value]))[0]), abs=0.01)
    for other in set(Trait) - {trait}:
        assert brush.share(other, Touch(0, 0, 0.2, 0.2)) == 1.0


def test_names_of_earlier_settings_are_still_read() -> None:
    class Feel(Enum):
        FIRM = "firm"

    assert DabOptions(size_by=Feel.FIRM).size_by == "firm"
    assert DabOptions(size_by="soft").size_by == "soft"
    with pytest.raises(ValidationError):
        DabOptions(size_by="strong")
    with pytest.raises(ValidationError):
        DabOptions(flow_by="0 0, 0 1")


@pytest.mark.parametrize("name", NAMED)
def test_the_points_shown_for_a_name_are_about_its_curve(name: str) -> None:
    curve, drawn = curve_of(name), read_points(points_of(name))
    for value in np.linspace(0, 1, 11):
        assert curve(float(value)) == pytest.approx(
            float(bend(drawn, np.array([value]))[0]), abs=0.09
        )


def test_each_brush_keeps_its_own_curve() -> None:
    box = Toolbox()
    box.set_option("paint", {"flow_by": OWN})
    box.set_option("paint_eraser", {"size_by": "off"})
    again = Toolbox(box.options())
    assert again.tool("paint").options.flow_by == OWN
    assert again.tool("paint").options.size_by == "even"
    assert again.tool("paint_eraser").options.size_by == "off"
    assert again.tool("smudge").options.size_by == "even"
