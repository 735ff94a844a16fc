"""Runs in an environment of the peers: a picture and settings come in, SVG texts go out."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator

Setting = dict[str, object]


def main() -> None:
    """Reads `{"picture": hex of PNG, "tool": name, "settings": [...]}`; a line of JSON for each."""
    asked = json.loads(sys.stdin.read())
    picture = bytes.fromhex(asked["picture"])
    tool = {"vtracer": _vtracer, "potrace": _potrace}[asked["tool"]]
    for row in tool(picture, asked["settings"]):
        print(json.dumps(row), flush=True)


def _vtracer(picture: bytes, settings: list[Setting]) -> Iterator[dict[str, object]]:
    import vtracer  # pyright: ignore[reportMissingImports]

    for setting in settings:
        started = time.process_time()
        text = vtracer.convert_raw_image_to_svg(picture, img_format="png", **setting)
        seconds = time.process_time() - started
        yield {"setting": setting, "svg": text, "cpu_s": seconds}


def _potrace(picture: bytes, settings: list[Setting]) -> Iterator[dict[str, object]]:
    import potrace  # pyright: ignore[reportMissingImports]
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("L")
    for setting in settings:
        started = time.process_time()
        limit = int(str(setting["threshold"]))
        # True is what is drawn: the dark strokes on their light ground.
        black = image.point([255 * (value >= limit) for value in range(256)])
        curves = potrace.Bitmap(black).trace(
            turdsize=0, alphamax=setting["alphamax"], opttolerance=setting["opttolerance"]
        )
        decimals = int(str(setting["decimals"]))
        data = "".join(_curve(curve, decimals) for curve in curves)
        width, height = image.size
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
        text = f'{head}{ground}<path fill-rule="evenodd" d="{data}"/></svg>'
        yield {"setting": setting, "svg": text, "cpu_s": time.process_time() - started}


def _curve(curve: object, decimals: int) -> str:
    parts = [f"M{_at(curve.start_point, decimals)}"]  # type: ignore[attr-defined]
    for segment in curve.segments:  # type: ignore[attr-defined]
        if segment.is_corner:
            parts.append(f"L{_at(segment.c, decimals)}L{_at(segment.end_point, decimals)}")
        else:
            ends = (segment.c1, segment.c2, segment.end_point)
            parts.append("C" + " ".join(_at(point, decimals) for point in ends))
    return "".join(parts) + "z"


def _at(point: object, decimals: int) -> str:
    return f"{point.x:.{decimals}f},{point.y:.{decimals}f}"  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
