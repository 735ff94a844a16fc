"""Colours and gradients as the text in which parameters carry them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator

Rgba = tuple[float, float, float, float]
"""Red, green, blue and opacity, straight, 0..1."""
Stop = tuple[float, Rgba]
"""A place from 0 to 1 along a gradient, and the colour there."""

MOST_STOPS = 32
_HEX = re.compile(r"#([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")


def read_colour(text: str) -> Rgba:
    """`#rrggbb` or `#rrggbbaa`; ValueError for anything else."""
    if not _HEX.fullmatch(text.strip()):
        raise ValueError("a colour is written as #rrggbb or #rrggbbaa")
    digits = text.strip()[1:].ljust(8, "f")
    red, green, blue, alpha = (int(digits[at : at + 2], 16) / 255 for at in range(0, 8, 2))
    return red, green, blue, alpha


def write_colour(colour: Rgba) -> str:
    """The inverse, without the opacity where it is whole."""
    numbers = [round(min(max(share, 0.0), 1.0) * 255) for share in colour]
    if numbers[3] == 255:
        numbers.pop()
    return "#" + "".join(f"{number:02x}" for number in numbers)


def read_stops(text: str) -> tuple[Stop, ...]:
    """`place colour, place colour` from left to right; ValueError for anything else."""
    stops: list[Stop] = []
    for pair in text.split(","):
        words = pair.split()
        if len(words) != 2 or not 0 <= float(words[0]) <= 1:
            raise ValueError("a gradient is written as places from 0 to 1 with their colours")
        stops.append((float(words[0]), read_colour(words[1])))
    if not 2 <= len(stops) <= MOST_STOPS:
        raise ValueError(f"a gradient has from 2 to {MOST_STOPS} colours")
    return tuple(sorted(stops, key=lambda stop: stop[0]))


def write_stops(stops: Sequence[Stop]) -> str:
    """The inverse of `read_stops`, places to four digits."""
    inside = sorted(stops, key=lambda stop: stop[0])
    return ", ".join(f"{round(place, 4):g} {write_colour(colour)}" for place, colour in inside)


def colours_at(stops: Sequence[Stop], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The colours of a gradient (..., 4) at `places`; before and after it the outermost."""
    at = [place for place, _ in stops]
    channels = np.array([colour for _, colour in stops]).T
    out = np.empty((*places.shape, 4))
    for number, channel in enumerate(channels):
        out[..., number] = np.interp(places, at, channel)
    return out


Colour = Annotated[str, AfterValidator(lambda text: write_colour(read_colour(text)))]
Stops = Annotated[str, AfterValidator(lambda text: write_stops(read_stops(text)))]
