"""Runs in an environment of the peers: a picture and settings come in, SVG texts go out."""

from __future__ import annotations

import io
import itertools
import json
import sys
import time
from collections.abc import Iterator


def main() -> None:
    """Reads `{"picture": hex of PNG, "tool": name, "grid": {...}}`; a line of JSON a setting."""
    asked = json.loads(sys.stdin.read())
    picture = bytes.fromhex(asked["picture"])
    tool = {"vtracer": _vtracer, "potrace": _potrace}[asked["tool"]]
    for row in tool(picture, asked["grid"]):
        print(json.dumps(row), flush=True)


def _vtracer(picture: bytes, grid: dict[str, list[object]]) -> Iterator[dict[str, object]]:
    import vtracer  # pyright: ignore[reportMissingImports]

    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values, strict=True))
        started = time.process_time()
        text = vtracer.convert_raw_image_to_svg(picture, img_format="png", **setting)
        seconds = time.process_time() - started
        yield {"setting": setting, "svg": text, "cpu_s": seconds}


def _potrace(picture: bytes, grid: dict[str, list[object]]) -> Iterator[dict[str, object]]:
    import potrace  # pyright: ignore[reportMissingImports]
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("L")
    for threshold in grid["threshold"]:
        started = time.process_time()
        limit = int(str(threshold))
        black = image.point([255 * (value >= limit) for value in range(256)])
        data = "".join(_curve(curve) for curve in potrace.Bitmap(black).trace())
        width, height = image.size
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
        text = f'{head}{ground}<path fill-rule="evenodd" d="{data}"/></svg>'
        seconds = time.process_time() - started
        yield {"setting": {"threshold": threshold}, "svg": text, "cpu_s": seconds}


def _curve(curve: object) -> str:
    parts = [f"M{_at(curve.start_point)}"]  # type: ignore[attr-defined]
    for segment in curve.segments:  # type: ignore[attr-defined]
        if segment.is_corner:
            parts.append(f"L{_at(segment.c)}L{_at(segment.end_point)}")
        else:
            ends = (segment.c1, segment.c2, segment.end_point)
            parts.append("C" + " ".join(_at(point) for point in ends))
    return "".join(parts) + "z"


def _at(point: object) -> str:
    return f"{point.x:.1f},{point.y:.1f}"  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
