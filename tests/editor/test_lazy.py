"""What is heavy is imported by its first call, and not before."""

from __future__ import annotations

import sys

import pytest

from editor.lazy import late


def test_a_module_is_imported_by_the_first_call() -> None:
    sys.modules.pop("colorsys", None)
    convert = late("colorsys:rgb_to_hsv")
    assert "colorsys" not in sys.modules
    assert convert(1.0, 0.0, 0.0) == (0.0, 1.0, 1.0)
    assert "colorsys" in sys.modules


def test_a_name_inside_a_class_is_found() -> None:
    assert late("fractions:Fraction.from_float")(0.5).denominator == 2


def test_a_missing_name_is_an_error_of_the_call() -> None:
    missing = late("colorsys:nothing")
    with pytest.raises(AttributeError):
        missing()
