"""Sound files to begin with, of every kind that is read; made here, so that none is missing."""

from __future__ import annotations

import gzip
import io
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from PIL import Image

from benchmarks.torture.variants import variant
from editor.colour.profiles import ADOBE_RGB, DISPLAY_P3
from editor.files.export import Export
from editor.files.native import save
from editor.files.png_writer import encode_png
from editor.files.psd.writer import encode_psd
from editor.files.raster import Picture
from editor.files.tiff_writer import encode_tiff
from editor.files.writer import ExportOptions

_SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="40" height="30" viewBox="0 0 40 30"><defs><linearGradient id="a"><stop offset="0"
 stop-color="#f00"/><stop offset="1" stop-color="rgb(0,0,255)"/></linearGradient>
<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><clipPath id="c"><circle r="9"/>
</clipPath><mask id="m"><rect width="9" height="9" fill="#fff"/></mask><pattern id="p" width="4"
 height="4" patternUnits="userSpaceOnUse"><path d="M0 0l4 4"/></pattern></defs>
<g clip-path="url(#c)" filter="url(#f)" transform="rotate(9) scale(1.2)"><path fill="url(#a)"
 d="M1 1C9 9 4 4 20 20z"/></g><use xlink:href="#p"/><rect mask="url(#m)" fill="url(#p)" width="30"
 height="20"/><text x="3" y="20" font-size="8">Aj</text></svg>"""


def seeds() -> dict[str, list[bytes]]:
    """By importer."""
    random = np.random.default_rng(4)
    rgb = random.integers(0, 256, (24, 20, 3), dtype=np.uint8)
    rgba = random.integers(0, 256, (24, 20, 4), dtype=np.uint8)
    deep = random.integers(0, 65536, (12, 10, 4)).astype(np.uint16)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker"
    facts = Picture(rgb, DISPLAY_P3, exif.tobytes()[6:], b"<x:xmpmeta/>", (72.0, 72.0))
    grey = Picture(rgb[:, :, :1].copy())
    return {
        "png": [encode_png(facts), encode_png(Picture(deep)), encode_png(grey), *_apng(rgb)],
        "jpeg": [_pillow(rgb, "JPEG", exif=exif, icc_profile=ADOBE_RGB), _cmyk(rgb)],
        "webp": [_pillow(rgba, "WEBP", lossless=True), _pillow(rgb, "WEBP", quality=50)],
        "gif": [_pillow(rgb, "GIF", save_all=True, append_images=[Image.fromarray(rgb[::-1])])],
        "bmp": [_pillow(rgb, "BMP"), _pillow(rgb, "TGA"), _pillow(rgb, "PPM"), _pillow(rgb, "ICO")],
        "avif": [_pillow(rgb, "AVIF", quality=60)],
        "tiff": [encode_tiff(facts), _pillow(rgb, "TIFF", compression="tiff_lzw")],
        "deep tiff": [encode_tiff(Picture(deep)), *_tiffs(deep)],
        "psd": [*_psds(rgba)],
        "svg": [_SVG, gzip.compress(_SVG)],
        "ora": [_ora()],
    }


def _pillow(pixels: np.ndarray, kind: str, **settings: object) -> bytes:
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, kind, **settings)
    return written.getvalue()


def _apng(pixels: np.ndarray) -> list[bytes]:
    frames = [Image.fromarray(pixels[::-1])]
    return [_pillow(pixels, "PNG", save_all=True, append_images=frames)]


def _cmyk(pixels: np.ndarray) -> bytes:
    written = io.BytesIO()
    Image.fromarray(pixels).convert("CMYK").save(written, "JPEG")
    return written.getvalue()


def _tiffs(deep: np.ndarray) -> list[bytes]:
    found: list[bytes] = []
    kinds: tuple[tuple[np.ndarray, dict[str, Any]], ...] = (
        (deep[:, :, :3].astype(np.float32) / 65535, {"photometric": "rgb"}),
        (deep[:, :, 0], {"photometric": "minisblack", "compression": "lzw", "predictor": True}),
        (deep, {"photometric": "separated", "compression": "zlib", "tile": (16, 16)}),
        (deep[:, :, :3], {"photometric": "rgb", "planarconfig": "separate", "bigtiff": True}),
    )
    for pixels, more in kinds:
        written = io.BytesIO()
        tifffile.imwrite(
            written, np.moveaxis(pixels, 2, 0) if "bigtiff" in more else pixels, **more
        )
        found.append(written.getvalue())
    return found


def _psds(rgba: np.ndarray) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed.psd"
        Export(variant(3)).write(path, ExportOptions(), keep_layers=True)
        layered = path.read_bytes()
    deep = Picture(rgba.astype(np.uint16) * np.uint16(257))
    return [encode_psd(Picture(rgba)), encode_psd(deep), layered]


def _ora() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed.ora"
        save(variant(5), path)
        return path.read_bytes()
