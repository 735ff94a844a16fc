"""Every adjustment against a formula written once more, one pixel at a time, in 8 and 16 bit."""

from __future__ import annotations

import colorsys
import math

import numpy as np
import pytest

from editor.document import engine
from editor.document.adjustments.catalog import ADJUSTMENTS, UnknownAdjustment, find
from editor.document.adjustments.curves import CurvesParams, read_points, write_points
from editor.document.adjustments.titles import TITLES
from editor.document.adjustments.white_balance import WhiteBalanceParams, gains, grey_from
from ml.api.params import describe


@pytest.fixture(params=["numpy", "compiled"], autouse=True)
def loops(request):
    engine.cool()
    if request.param == "compiled":
        engine.warm()
    yield request.param
    engine.cool()


DEPTHS = pytest.mark.parametrize("depth", ["uint8", "uint16"])


def picture(depth, seed=1, shape=(24, 40)):
    """Integers (h, w, 4) with black, white, grey, equal channels and clear pixels among them."""
    random, top = np.random.default_rng(seed), np.iinfo(depth).max
    pixels = random.integers(0, top + 1, (*shape, 4), dtype=depth)
    pixels[:3, :, :3] = pixels[:3, :, :1]
    corners = random.choice(np.array([0, 1, top // 2, top - 1, top], depth), pixels.shape)
    return np.where(random.random(pixels.shape) < 0.2, corners, pixels).astype(depth)


def planes_of(pixels):
    return np.ascontiguousarray(
        np.moveaxis(pixels, 2, 0).astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)
    )


def adjusted(adjustment_id, depth, scale=1.0, **values):
    """The picture, and the same adjusted, as floats 0..1 of (h, w, 4)."""
    pixels = picture(depth)
    adjustment = find(adjustment_id)
    out = adjustment.apply(planes_of(pixels), adjustment.params(**values), scale)
    assert out.dtype == np.float32
    assert out.min() >= 0
    assert out.max() <= 1
    return pixels / np.iinfo(depth).max, np.moveaxis(out, 0, 2).astype(float)


def assert_is(depth, adjusted_pair, formula):
    """Every pixel within half a step of `formula(r, g, b)`; coverage as it was."""
    before, after = adjusted_pair
    top = np.iinfo(depth).max
    for y, x in np.ndindex(before.shape[:2]):
        wanted = np.clip(formula(*before[y, x, :3]), 0, 1)
        error = np.abs(after[y, x, :3] - wanted).max() * top
        assert error <= 0.5, (before[y, x] * top, after[y, x] * top, wanted * top)
    assert np.allclose(after[..., 3], before[..., 3], atol=1e-6)


def level(v, black, gamma, white, low, high):
    inside = min(max((v * 255 - black) / (white - black), 0), 1)
    return (low + inside ** (1 / gamma) * (high - low)) / 255


@DEPTHS
def test_levels(depth) -> None:
    master, green = (20, 1.7, 230, 5, 250), (0, 0.6, 200, 0, 255)
    names = ("black", "gamma", "white", "low", "high")
    values = {f"master_{n}": v for n, v in zip(names, master, strict=True)}
    values |= {f"green_{n}": v for n, v in zip(names, green, strict=True)}

    def formula(r, g, b):
        return [level(r, *master), level(level(g, *green), *master), level(b, *master)]

    assert_is(depth, adjusted("levels", depth, **values), formula)


def pchip(points, v):
    """Written after the definition: cubic Hermite pieces between points, in textbook form."""
    scipy = pytest.importorskip("scipy.interpolate")
    x, y = zip(*points, strict=True)
    return float(scipy.PchipInterpolator(x, y)(min(max(v, x[0]), x[-1])))


@DEPTHS
def test_curves(depth) -> None:
    master, red = "0.05 0.1, 0.3 0.2, 0.6 0.8, 1 0.9", "0 0, 0.5 0.7, 1 0.2"

    def formula(r, g, b):
        curve = read_points(master)
        return [pchip(curve, pchip(read_points(red), r)), pchip(curve, g), pchip(curve, b)]

    assert_is(depth, adjusted("curves", depth, master=master, red=red), formula)


def test_a_curve_stays_between_its_points() -> None:
    text = "0 0, 0.4 0.1, 0.45 0.9, 1 1"
    ramp = np.linspace(0, 1, 5000, dtype=np.float32)
    planes = np.tile(ramp, (4, 1, 1))
    out = find("curves").apply(planes, CurvesParams(master=text), 1.0)[0, 0]
    assert (np.diff(out) >= -1e-6).all()
    assert out.min() >= 0


def test_curves_are_read_as_they_are_written() -> None:
    points = ((0.0, 0.25), (0.3333, 0.5), (1.0, 1.0))
    assert read_points(write_points(points)) == points
    assert CurvesParams(master="1 1,0 0").master == "0 0, 1 1"


@pytest.mark.parametrize("text", ["", "0 0", "0 0, 0 1", "0 0, 2 1", "0 0, x 1", "0 0 0, 1 1"])
def test_what_is_no_curve_is_refused(text) -> None:
    with pytest.raises(ValueError, match="master"):
        CurvesParams(master=text)


def linear(v):
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def coded(v):
    v = max(v, 0)
    return v * 12.92 if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055


@DEPTHS
def test_exposure(depth) -> None:
    def formula(*colour):
        return [coded(max(linear(v) * 2**0.75 - 0.01, 0) ** (1 / 1.2)) for v in colour]

    pair = adjusted("exposure", depth, exposure=0.75, offset=-0.01, gamma=1.2)
    assert_is(depth, pair, formula)


@DEPTHS
def test_white_balance(depth) -> None:
    factors = gains(WhiteBalanceParams(temperature=40, tint=-10))
    assert factors[0] > 1 > factors[2], "warmer is redder and less blue"
    assert factors @ [0.2126, 0.7152, 0.0722] == pytest.approx(1)

    def formula(*colour):
        return [coded(linear(v) * f) for v, f in zip(colour, factors, strict=True)]

    assert_is(depth, adjusted("white_balance", depth, temperature=40, tint=-10), formula)


@pytest.mark.parametrize("colour", [(0.5, 0.45, 0.38), (0.4, 0.5, 0.55), (0.3, 0.35, 0.3)])
def test_picking_a_grey_makes_it_grey(colour) -> None:
    planes = np.tile(np.array([*colour, 1], np.float32)[:, None, None], (1, 2, 2))
    out = find("white_balance").apply(planes, grey_from(colour), 1.0)
    assert np.ptp(out[:3]) < 0.004
    light = [linear(v) for v in colour] @ np.array([0.2126, 0.7152, 0.0722])
    assert linear(float(out[1, 0, 0])) == pytest.approx(light, rel=0.06), "about as bright"


@DEPTHS
@pytest.mark.parametrize(("saturation", "lightness"), [(-40, 0), (60, 20), (0, -30)])
def test_hue_saturation(depth, saturation, lightness) -> None:
    def formula(r, g, b):
        h, light, s = colorsys.rgb_to_hls(r, g, b)
        change = saturation / 100
        s = s * (1 + change) if change <= 0 else min(1, s / (1 - change))
        goal = 1 if lightness > 0 else 0
        light += (goal - light) * abs(lightness) / 100
        return colorsys.hls_to_rgb((h + 50 / 360) % 1, light, s)

    pair = adjusted("hue_saturation", depth, hue=50, saturation=saturation, lightness=lightness)
    assert_is(depth, pair, formula)


COLOURS = ("reds", "yellows", "greens", "cyans", "blues", "magentas")


def share_of(number, degrees):
    """How much of a range a hue belongs to: whole within 15 degrees of its middle, none past 45."""
    away = abs((degrees - 60 * number + 180) % 360 - 180)
    return min(max((45 - away) / 30, 0), 1)


@DEPTHS
def test_hue_saturation_of_colour_ranges(depth) -> None:
    ranges = {
        "reds": (25, -40, 20),
        "yellows": (0, 60, 0),
        "greens": (-30, 0, -50),
        "blues": (90, 10, 30),
        "magentas": (0, -100, 0),
    }
    values = {"hue": 10, "saturation": 5, "lightness": -10}
    for name, changes in ranges.items():
        for change, value in zip(("hue", "saturation", "lightness"), changes, strict=True):
            values[f"{name}_{change}"] = value

    def formula(r, g, b):
        h, light, s = colorsys.rgb_to_hls(r, g, b)
        parts = [
            (share_of(number, h * 360), ranges.get(name, (0, 0, 0)))
            for number, name in enumerate(COLOURS)
        ]
        turned = 10 + sum(share * change[0] for share, change in parts)
        stronger = 0.05 + sum(share * change[1] for share, change in parts) / 100
        lighter = -0.1 + s * sum(share * change[2] for share, change in parts) / 100
        s = s * (1 + stronger) if stronger <= 0 else min(1, s / (1 - stronger))
        goal = 1 if lighter > 0 else 0
        light += (goal - light) * abs(lighter)
        return colorsys.hls_to_rgb((h + turned / 360) % 1, light, s)

    assert_is(depth, adjusted("hue_saturation", depth, **values), formula)


def test_the_ranges_together_are_the_whole_circle_and_leave_grey_alone() -> None:
    for degrees in range(360):
        assert sum(share_of(number, degrees) for number in range(6)) == pytest.approx(1)
    every = {f"{name}_saturation": 30.0 for name in COLOURS}
    before, ranged = adjusted("hue_saturation", "uint8", **every)
    _, whole = adjusted("hue_saturation", "uint8", saturation=30.0)
    assert np.abs(ranged - whole).max() < 1e-5
    _, lighter = adjusted("hue_saturation", "uint8", reds_lightness=100.0, reds_hue=90.0)
    grey = np.ptp(before[..., :3], axis=2) == 0
    assert grey.any()
    assert np.allclose(lighter[grey], before[grey], atol=1e-6)


@DEPTHS
@pytest.mark.parametrize(("vibrance", "saturation"), [(80, 0), (-60, 0), (40, 70), (30, -50)])
def test_vibrance(depth, vibrance, saturation) -> None:
    def formula(*colour):
        r, g, b = colour
        light = 0.2126 * r + 0.7152 * g + 0.0722 * b
        spread = max(colour) - min(colour)
        held = 1
        if vibrance > 0:
            # Orange, 30 degrees, gets half as much; from 0 and 60 degrees on all of it.
            held -= 0.5 * max(1 - abs(colorsys.rgb_to_hsv(*colour)[0] * 360 - 30) / 30, 0)
        k = (1 + vibrance / 100 * (1 - spread) * held) * (1 + saturation / 100)
        for v in colour:
            if abs(v - light) > 1e-7:
                k = min(k, max(((1 - light) if v > light else light) / abs(v - light), 1))
        return [light + (v - light) * k for v in colour]

    pair = adjusted("vibrance", depth, vibrance=vibrance, saturation=saturation)
    assert_is(depth, pair, formula)


def test_vibrance_spares_strong_colours_skin_and_grey() -> None:
    colours = np.array(
        [[0.5, 0.45, 0.55], [0.9, 0.1, 0.9], [0.6, 0.5, 0.4], [0.4, 0.5, 0.6], [0.3, 0.3, 0.3]]
    )
    planes = np.ones((4, 1, 5), np.float32)
    planes[:3, 0] = colours.T
    adjustment = find("vibrance")
    out = adjustment.apply(planes, adjustment.params(vibrance=100), 1.0)[:3, 0].T
    grown = np.ptp(out, axis=1)[:4] / np.ptp(colours, axis=1)[:4]
    weak, strong, skin, blue = grown
    assert weak > 1.8
    assert strong < 1.25
    assert skin < blue - 0.3, "skin and sky are equally weak"
    assert np.allclose(out[4], 0.3, atol=1e-6)


@DEPTHS
@pytest.mark.parametrize("reverse", [False, True])
def test_gradient_map(depth, reverse) -> None:
    stops = "0.1 #102030, 0.5 #c04020, 0.9 #ffe0a080"
    at = (0.1, 0.5, 0.9)
    known = ((16, 32, 48, 255), (192, 64, 32, 255), (255, 224, 160, 128))

    def formula(*colour):
        light = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
        place = 1 - light if reverse else light
        red, green, blue, alpha = (
            np.interp(place, at, [stop[channel] / 255 for stop in known]) for channel in range(4)
        )
        return [v + (m - v) * alpha for v, m in zip(colour, (red, green, blue), strict=True)]

    assert_is(depth, adjusted("gradient_map", depth, stops=stops, reverse=reverse), formula)


@DEPTHS
def test_colourise(depth) -> None:
    def formula(r, g, b):
        return colorsys.hls_to_rgb(210 / 360, 0.2126 * r + 0.7152 * g + 0.0722 * b, 0.65)

    pair = adjusted("hue_saturation", depth, hue=-150, saturation=30, colourise=True)
    assert_is(depth, pair, formula)


@DEPTHS
def test_black_and_white(depth) -> None:
    weights = {"reds": 10, "yellows": 110, "greens": -20, "cyans": 55, "blues": 80, "magentas": 30}

    def formula(r, g, b):
        # The colour as grey, plus an amount of a secondary, plus an amount of a primary.
        low, middle, high = sorted((r, g, b))
        names = {(r, "reds"), (g, "greens"), (b, "blues")}
        primary = next(n for v, n in sorted(names, key=lambda p: p[1] != "reds") if v == high)
        if r == high:
            primary = "reds"
        elif g == high:
            primary = "greens"
        if b == low:
            secondary = "yellows"
        elif r == low:
            secondary = "cyans"
        else:
            secondary = "magentas"
        grey = low + (high - middle) * weights[primary] / 100
        grey += (middle - low) * weights[secondary] / 100
        return [grey] * 3

    assert_is(depth, adjusted("black_and_white", depth, **weights), formula)


@DEPTHS
def test_brightness_contrast(depth) -> None:
    slope = math.tan(1.3 * math.pi / 4)

    def formula(*colour):
        return [(v * 0.8 - 0.5) * slope + 0.5 for v in colour]

    pair = adjusted("brightness_contrast", depth, brightness=-20, contrast=30)
    assert_is(depth, pair, formula)


@DEPTHS
def test_simple_ones(depth) -> None:
    assert_is(depth, adjusted("invert", depth), lambda *c: [1 - v for v in c])
    posterised = adjusted("posterise", depth, tones=5)
    assert_is(depth, posterised, lambda *c: [min(math.floor(v * 5 + 1e-9), 4) / 4 for v in c])

    def threshold(r, g, b):
        return [float(0.2126 * r + 0.7152 * g + 0.0722 * b >= 100 / 255 - 1e-6)] * 3

    assert_is(depth, adjusted("threshold", depth, level=100), threshold)


@DEPTHS
@pytest.mark.parametrize("adjustment", ADJUSTMENTS, ids=lambda a: a.id)
def test_what_changes_nothing_changes_no_pixel(depth, adjustment) -> None:
    neutral = {"blur": {"radius_px": 0}, "sharpen": {"amount": 0}}
    if adjustment.id in ("invert", "posterise", "threshold", "black_and_white", "gradient_map"):
        pytest.skip("has no setting that changes nothing")
    before, after = adjusted(adjustment.id, depth, **neutral.get(adjustment.id, {}))
    top = np.iinfo(depth).max
    assert np.array_equal(np.rint(after * top), np.rint(before * top))


def test_a_16_bit_ramp_keeps_its_steps() -> None:
    """No table of 256 entries hides anywhere: neighbours of 16 bit stay apart."""
    ramp = np.arange(20000, 40000, dtype=np.uint16)
    planes = planes_of(np.repeat(ramp[None, :, None], 4, axis=2))
    for name, values in {
        "levels": {"master_gamma": 1.1},
        "curves": {"master": "0 0, 0.5 0.6, 1 1"},
        "exposure": {"exposure": 0.2},
        "white_balance": {"temperature": 20},
    }.items():
        adjustment = find(name)
        out = adjustment.apply(planes.copy(), adjustment.params(**values), 1.0)
        assert np.unique(np.rint(out[1] * 65535)).size > 15000, name


@pytest.mark.parametrize("adjustment", ADJUSTMENTS, ids=lambda a: a.id)
def test_every_adjustment_is_declared_whole(adjustment) -> None:
    assert find(adjustment.id) is adjustment
    fields = describe(adjustment.params)
    assert all(field.title and field.help for field in fields)
    assert adjustment.margin_px(adjustment.params(), 1.0) >= 0
    hash(adjustment.params())


def test_unknown_adjustments_are_named() -> None:
    with pytest.raises(UnknownAdjustment, match="sepia"):
        find("sepia")


def test_the_titles_are_those_of_the_catalogue_in_its_order() -> None:
    assert list(TITLES.items()) == [(one.id, one.title) for one in ADJUSTMENTS]
