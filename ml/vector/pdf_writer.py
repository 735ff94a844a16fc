"""Writes drawings as small PDF files: one path for each shape, gradients as axial shadings."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from itertools import groupby

from ml.vector.shapes import Contour, Drawing, Linear, Shape

POINTS_PER_PX = 0.75
"""A pixel is a 96th of an inch, as SVG has it; a point of PDF is a 72nd."""
_DIGITS = 3


def write_pdf(drawing: Drawing) -> bytes:
    """One page (PDF 1.5): groups become layers that readers can hide, names and all.

    ISO 32000-1: paths 8.5, axial shadings 8.7.4.5.3, optional content 8.11.
    """
    return _File(drawing).written()


def _n(value: float) -> str:
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".") or "0"


def _numbers(values: Iterable[float]) -> str:
    return " ".join(_n(float(value)) for value in values)


def _path(contours: Iterable[Contour]) -> str:
    """Cubic curves only; each contour is closed."""
    lines: list[str] = []
    for contour in contours:
        points = contour.points
        lines.append(f"{_numbers(points[0])} m")
        for k in range(contour.segments):
            ends = (points[3 * k + 1], points[3 * k + 2], points[(3 * k + 3) % len(points)])
            lines.append(f"{' '.join(_numbers(end) for end in ends)} c")
        lines.append("h")
    return "\n".join(lines)


def _function(paint: Linear) -> str:
    """The colours along the line: straight pieces from stop to stop."""
    stops = paint.stops
    pieces = [
        f"<</FunctionType 2/Domain[0 1]/N 1"
        f"/C0[{_numbers(one.colour)}]/C1[{_numbers(other.colour)}]>>"
        for one, other in zip(stops, stops[1:], strict=False)
    ]
    if len(pieces) == 1 and stops[0].offset == 0 and stops[-1].offset == 1:
        return pieces[0]
    bounds = _numbers(stop.offset for stop in stops[1:-1])
    encode = " ".join("0 1" for _ in pieces)
    domain = f"{_n(stops[0].offset)} {_n(max(stops[-1].offset, stops[0].offset + 1e-3))}"
    return (
        f"<</FunctionType 3/Domain[{domain}]/Functions[{''.join(pieces)}]"
        f"/Bounds[{bounds}]/Encode[{encode}]>>"
    )


def _shading(paint: Linear) -> str:
    coordinates = _numbers((*paint.start, *paint.end))
    function = _function(paint)
    domain = ""
    if function.startswith("<</FunctionType 3"):
        domain = f"/Domain[{_n(paint.stops[0].offset)} {_n(paint.stops[-1].offset)}]"
        (x0, y0), (x1, y1) = paint.start, paint.end
        first, last = paint.stops[0].offset, paint.stops[-1].offset
        ends = (x0 + (x1 - x0) * first, y0 + (y1 - y0) * first)
        coordinates = _numbers((*ends, x0 + (x1 - x0) * last, y0 + (y1 - y0) * last))
    return (
        f"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[{coordinates}]{domain}"
        f"/Function {function}/Extend[true true]>>"
    )


def _text(words: str) -> str:
    """A text string in UTF-16, as hexadecimal digits."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


class _File:
    """Gathers the objects of one file; each is written once, in the order of its number."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._objects: list[bytes] = [b"", b"", b"", b""]
        self._opacities: dict[float, str] = {}
        self._shadings: dict[str, int] = {}
        self._groups: list[tuple[str, int]] = []

    def written(self) -> bytes:
        content = zlib.compress(self._content().encode("ascii"), 9)
        stream = b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (
            len(content),
            content,
        )
        drawing = self._drawing
        size = _numbers((drawing.width * POINTS_PER_PX, drawing.height * POINTS_PER_PX))
        groups = " ".join(f"{number} 0 R" for _, number in self._groups)
        layers = f"/OCProperties<</OCGs[{groups}]/D<</Order[{groups}]>>>>" if groups else ""
        self._objects[0] = f"<</Type/Catalog/Pages 2 0 R{layers}>>".encode("ascii")
        self._objects[1] = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]/Contents 4 0 R"
        transparency = "/Group<</S/Transparency/CS/DeviceRGB>>"
        self._objects[2] = f"{page}{transparency}/Resources{self._resources()}>>".encode("ascii")
        self._objects[3] = stream
        return self._joined()

    def _content(self) -> str:
        scale = POINTS_PER_PX
        top = self._drawing.height * scale
        lines = [f"{_n(scale)} 0 0 {_n(-scale)} 0 {_n(top)} cm"]
        if self._drawing.clip:
            lines.append(f"{_path(self._drawing.clip)}\nW* n")
        for name, members in groupby(self._drawing.shapes, key=lambda shape: shape.group):
            drawn = "\n".join(self._shape(shape) for shape in members)
            lines.append(f"/OC /{self._group(name)} BDC\n{drawn}\nEMC" if name else drawn)
        return "\n".join(lines)

    def _shape(self, shape: Shape) -> str:
        path, even = _path(shape.contours), "*" if shape.even_odd else ""
        state = f"/{self._opacity(shape.opacity)} gs\n" if shape.opacity < 1 else ""
        if isinstance(shape.paint, Linear):
            number = self._shading(shape.paint)
            return f"q\n{state}{path}\nW{even} n\n/S{number} sh\nQ"
        return f"q\n{state}{_numbers(shape.paint.colour)} rg\n{path}\nf{even}\nQ"

    def _shading(self, paint: Linear) -> int:
        text = _shading(paint)
        if text not in self._shadings:
            self._objects.append(text.encode("ascii"))
            self._shadings[text] = len(self._objects)
        return self._shadings[text]

    def _opacity(self, opacity: float) -> str:
        return self._opacities.setdefault(round(opacity, 3), f"G{len(self._opacities)}")

    def _group(self, name: str) -> str:
        self._objects.append(f"<</Type/OCG/Name{_text(name)}>>".encode("ascii"))
        self._groups.append((f"L{len(self._groups)}", len(self._objects)))
        return self._groups[-1][0]

    def _resources(self) -> str:
        shadings = "".join(f"/S{number} {number} 0 R" for number in self._shadings.values())
        states = "".join(f"/{name}<</ca {_n(o)}>>" for o, name in self._opacities.items())
        groups = "".join(f"/{name} {number} 0 R" for name, number in self._groups)
        return f"<</Shading<<{shadings}>>/ExtGState<<{states}>>/Properties<<{groups}>>>>"

    def _joined(self) -> bytes:
        out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        places: list[int] = []
        for number, body in enumerate(self._objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(places) + 1)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
