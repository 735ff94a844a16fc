"""Colours for labels that have none yet, each easy to tell from the others."""

from __future__ import annotations


def distinct_colour(number: int) -> tuple[int, int, int]:
    """A colour for the label of that number; those of neighbouring numbers are far apart."""
    # The golden ratio spreads hues evenly, however many there are.
    hue = (0.11 + number * 0.618033988749895) % 1.0
    light = (0.62, 0.45, 0.78)[number % 3]
    sector, rest = int(hue * 6), hue * 6 % 1.0
    strong, weak = light, light * 0.4
    rising, falling = weak + (strong - weak) * rest, strong - (strong - weak) * rest
    red, green, blue = (
        (strong, rising, weak),
        (falling, strong, weak),
        (weak, strong, rising),
        (weak, falling, strong),
        (rising, weak, strong),
        (strong, weak, falling),
    )[sector % 6]
    return round(255 * red), round(255 * green), round(255 * blue)
