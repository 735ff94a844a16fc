"""Reads the commands of an SVG path, and basic shapes, as closed cubic Bézier curves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

import numpy as np

from ml.vector.shapes import Contour

Point = complex
_TOKEN = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(\S)")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_KAPPA = 4 / 3 * math.tan(math.pi / 8)
_FLAGS = (3, 4)


class BadPath(ValueError):
    """Path data that cannot be read to its end."""


def read_path(data: str) -> tuple[Contour, ...]:
    """All parts of the path, each closed, as a fill closes them. Raises BadPath."""
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.obey(command, numbers)
    return pen.finish()


def read_basic(tag: str, value: Mapping[str, float], points: str = "") -> tuple[Contour, ...]:
    """A rect, circle, ellipse, polygon or polyline; nothing where it has no area."""
    if tag in ("polygon", "polyline"):
        numbers = [
            float(n) for n in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", points)
        ]
        corners = list(zip(numbers[::2], numbers[1::2], strict=False))
        return (Contour.polygon(corners),) if len(corners) > 2 else ()
    if tag == "rect":
        return _rectangle(value)
    rx = value.get("rx", value.get("r", 0.0))
    ry = value.get("ry", value.get("r", 0.0))
    if rx <= 0 or ry <= 0:
        return ()
    return (_ellipse(value.get("cx", 0.0), value.get("cy", 0.0), rx, ry),)


def _rectangle(value: Mapping[str, float]) -> tuple[Contour, ...]:
    x, y = value.get("x", 0.0), value.get("y", 0.0)
    w, h = value.get("width", 0.0), value.get("height", 0.0)
    if w <= 0 or h <= 0:
        return ()
    rx = value.get("rx", value.get("ry", 0.0))
    ry = value.get("ry", rx)
    rx, ry = min(max(rx, 0.0), w / 2), min(max(ry, 0.0), h / 2)
    if rx == 0 or ry == 0:
        return (Contour.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)]),)
    arc = f"a{rx} {ry} 0 0 1"
    data = (
        f"M{x + rx} {y}h{w - 2 * rx}{arc} {rx} {ry}v{h - 2 * ry}{arc} {-rx} {ry}"
        f"h{2 * rx - w}{arc} {-rx} {-ry}v{2 * ry - h}{arc} {rx} {-ry}z"
    )
    return read_path(data)


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> Contour:
    k = _KAPPA
    unit = [(1, 0), (1, k), (k, 1), (0, 1), (-k, 1), (-1, k)]
    turned = [(-x, -y) for x, y in unit]
    return Contour(np.array([(cx + x * rx, cy + y * ry) for x, y in unit + turned]))


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a command that goes on is said again."""
    command: str = ""
    numbers: list[float] = []
    text = _spread_flags(data)
    for found in _TOKEN.finditer(text):
        if found[3] and found[3] != ",":
            raise BadPath(found[3])
        if found[1]:
            if numbers:
                raise BadPath(f"numbers are missing after {command}")
            command = str(found[1])
            if command in "Zz":
                yield command, []
        elif found[2]:
            numbers.append(float(found[2]))
            if command in ("", "Z", "z"):
                raise BadPath("a number without a command")
            if len(numbers) == _ARITY[command.upper()]:
                yield command, numbers
                numbers = []
                command = {"M": "L", "m": "l"}.get(command, command)
    if numbers:
        raise BadPath(f"numbers are missing after {command}")


def _spread_flags(data: str) -> str:
    """Arcs may write their two flags without blanks: `a1 1 0 0110 10`."""
    if "a" not in data.lower():
        return data
    number = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
    gap = r"[\s,]*"
    arc = re.compile(
        f"({number}){gap}({number}){gap}({number}){gap}([01]){gap}([01]){gap}({number}){gap}({number})"
    )

    def spread(part: re.Match[str]) -> str:
        return part[1] + arc.sub(lambda found: " ".join(found.groups()) + " ", part[2])

    return re.sub(r"([Aa])([^A-DF-Za-df-z]*)", spread, data)


class _Pen:
    """Follows the commands; points are complex numbers."""

    def __init__(self) -> None:
        self._done: list[Contour] = []
        self._start = self._here = 0j
        self._curve: list[Point] = []
        self._cubic: Point | None = None
        self._quadratic: Point | None = None

    def obey(self, command: str, numbers: list[float]) -> None:
        base = self._here if command.islower() else 0j
        name = command.upper()
        cubic, quadratic = self._cubic, self._quadratic
        self._cubic = self._quadratic = None
        if name == "Z":
            self._close()
        elif name == "M":
            self._close()
            self._start = self._here = base + complex(*numbers)
        elif name in "LHV":
            self._line(_line_end(name, numbers, base, self._here))
        elif name == "A":
            self._arc(numbers, base)
        else:
            points = [
                base + complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
            ]
            if name in "QT":
                self._bend(points, quadratic)
            else:
                self._swing(points, cubic)

    def finish(self) -> tuple[Contour, ...]:
        self._close()
        return tuple(self._done)

    def _line(self, there: Point) -> None:
        step = there - self._here
        self._add(self._here + step / 3, self._here + 2 * step / 3, there)

    def _swing(self, points: list[Point], before: Point | None) -> None:
        """A cubic; without a first handle it mirrors the one before."""
        if len(points) == 2:
            points = [2 * self._here - before if before is not None else self._here, *points]
        self._cubic = points[1]
        self._add(*points)

    def _bend(self, points: list[Point], before: Point | None) -> None:
        """A quadratic as a cubic."""
        if len(points) == 1:
            points = [2 * self._here - before if before is not None else self._here, *points]
        handle, there = points
        self._quadratic = handle
        self._add(
            self._here + 2 / 3 * (handle - self._here), there + 2 / 3 * (handle - there), there
        )

    def _arc(self, numbers: list[float], base: Point) -> None:
        rx, ry, turn, large, sweep = numbers[:5]
        there = base + complex(numbers[5], numbers[6])
        for piece in _arc_pieces(
            self._here, there, (abs(rx), abs(ry), turn), large != sweep, bool(sweep)
        ):
            self._add(*piece)

    def _add(self, leave: Point, arrive: Point, there: Point) -> None:
        self._curve += [self._here, leave, arrive]
        self._here = there

    def _close(self) -> None:
        if self._curve:
            if abs(self._here - self._start) > 1e-9:
                self._line(self._start)
            array = np.array(self._curve, np.complex128)
            if len(array) > 3 or abs(array - array[0]).max() > 0:
                self._done.append(Contour(np.stack([array.real, array.imag], axis=1)))
        self._curve = []
        self._here = self._start


def _line_end(name: str, numbers: list[float], base: Point, here: Point) -> Point:
    if name == "H":
        return complex(base.real + numbers[0], here.imag)
    if name == "V":
        return complex(here.real, base.imag + numbers[0])
    return base + complex(*numbers)


def _arc_pieces(
    here: Point,
    there: Point,
    form: tuple[float, float, float],
    is_left: bool,
    sweep: bool,  # noqa: FBT001
) -> Iterator[tuple[Point, Point, Point]]:
    """SVG 1.1, appendix F.6.5: from end points to centre, then quarter turns as cubics."""
    rx, ry, turn = form
    if here == there:
        return
    if rx == 0 or ry == 0:
        yield here + (there - here) / 3, here + 2 * (there - here) / 3, there
        return
    spin = complex(math.cos(math.radians(turn)), math.sin(math.radians(turn)))
    rx, ry, centre, begin, sweep_angle = _centre(here, there, (rx, ry), spin, is_left)
    if sweep and sweep_angle < 0:
        sweep_angle += 2 * math.pi
    if not sweep and sweep_angle > 0:
        sweep_angle -= 2 * math.pi
    count = max(1, math.ceil(abs(sweep_angle) / (math.pi / 2) - 1e-9))
    step = sweep_angle / count
    handle = 4 / 3 * math.tan(step / 4)

    def place(unit: complex) -> Point:
        return centre + complex(unit.real * rx, unit.imag * ry) * spin

    for n in range(count):
        a = complex(math.cos(begin + n * step), math.sin(begin + n * step))
        b = complex(math.cos(begin + (n + 1) * step), math.sin(begin + (n + 1) * step))
        end = there if n == count - 1 else place(b)
        yield place(a + handle * 1j * a), place(b - handle * 1j * b), end


def _centre(
    here: Point,
    there: Point,
    radii: tuple[float, float],
    spin: Point,
    is_left: bool,  # noqa: FBT001
) -> tuple[float, float, Point, float, float]:
    """Radii (grown where they are too short), centre, first angle, and the angle to the last."""
    rx, ry = radii
    half = (here - there) / 2 * spin.conjugate()
    excess = (half.real / rx) ** 2 + (half.imag / ry) ** 2
    if excess > 1:
        rx, ry, excess = rx * math.sqrt(excess), ry * math.sqrt(excess), 1.0
    length = math.sqrt(max(0.0, 1 / excess - 1)) * (1 if is_left else -1)
    middle = length * complex(rx * half.imag / ry, -ry * half.real / rx)
    angles: list[float] = []
    for point in (half, -half):
        unit = point - middle
        angles.append(math.atan2(unit.imag / ry, unit.real / rx))
    return rx, ry, middle * spin + (here + there) / 2, angles[0], angles[1] - angles[0]
