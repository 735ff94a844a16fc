"""JPEG, WebP, BMP, GIF, 8-bit TIFF and the rest of what Pillow reads well, from an allow-list."""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import replace
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFile

from editor.files import exif as exif_data
from editor.files.decoder_messages import Header
from editor.files.formats.jpeg_health import DAMAGED_NOTICE, is_damaged
from editor.files.formats.large_jpeg import is_for_mapping, map_jpeg
from editor.files.formats.png import PARTIAL_NOTICE
from editor.files.formats.profile import colour_space, usable, with_rgb_profile
from editor.files.formats.source import Loaded, Opened
from ml.api.regions import Box

FORMATS = (
    *("JPEG", "TIFF", "WEBP", "BMP", "DIB", "GIF", "AVIF"),
    *("JPEG2000", "PPM", "TGA", "QOI", "ICO"),
)
_DEEP_GREY = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_STRUCTURAL_TIFF_TAGS = frozenset(
    (254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281)
    + (284, 288, 289, 290, 291, 292, 293, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325)
    + (330, 332, 333, 336, 337, 338, 339, 340, 341, 342, 347, 529, 530, 531, 532, 700)
    + (33723, 34377, 34675)
)


def open_with_pillow(file: BinaryIO, formats: tuple[str, ...] = FORMATS) -> Opened:
    """Reads the header only. Raises UnidentifiedImageError where no reader knows the file."""
    # The size is judged by our own budget, before anything is decoded.
    Image.MAX_IMAGE_PIXELS = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = Image.open(file, formats=formats)
    if image.format == "TIFF":
        # Pillow turns TIFF by itself while it loads.
        exif, orientation = _tiff_exif(image), 1
    else:
        exif = exif_data.tidy(image.info.get("exif"))
        orientation = exif_data.orientation(exif)
    channels, depth = _shape_of(image)
    return Opened(
        Header(image.width, image.height, channels, depth),
        lambda partial: _load(image, partial, file),
        orientation,
        exif,
        _xmp(image),
        _dpi(image),
    )


def _shape_of(image: Image.Image) -> tuple[int, str]:
    if image.mode in _DEEP_GREY:
        return 1, "uint16"
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        return 4, "uint8"
    return (1 if image.mode in ("1", "L") else 3), "uint8"


def _load(image: Image.Image, partial: bool, file: BinaryIO) -> Loaded:
    return replace(_loaded(image, partial, file), frames=_frames(image))


def _loaded(image: Image.Image, partial: bool, file: BinaryIO) -> Loaded:
    notices = [*_frame_notice(image), *_depth_notice(image)]
    mapped = map_jpeg(image, file) if not partial and is_for_mapping(image) else None
    if mapped is not None:
        notices += [DAMAGED_NOTICE] if _is_damaged(file) else []
        return with_rgb_profile(mapped, image.info.get("icc_profile"), tuple(notices))
    ImageFile.LOAD_TRUNCATED_IMAGES = partial
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    if partial:
        notices.append(PARTIAL_NOTICE)
    elif image.format in ("JPEG", "MPO") and _is_damaged(file):
        notices.append(DAMAGED_NOTICE)
    return load_frame(image, notices)


def _depth_notice(image: Image.Image) -> tuple[str, ...]:
    """HEIC alone says how deep it is; Pillow has no 16-bit colours to put that into."""
    bits = image.info.get("bit_depth")
    if not isinstance(bits, int) or bits <= 8:
        return ()
    return (f"The picture was opened with 8 of its {bits} bits for each colour.",)


def load_frame(image: Image.Image, notices: list[str]) -> Loaded:
    """The frame at which a loaded image stands; to be taken before it goes to the next."""
    profile = image.info.get("icc_profile")
    if image.mode == "CMYK":
        return _from_cmyk(image, profile, notices)
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        notices.append("The picture was converted from Lab to sRGB.")
        return Loaded(PillowSource(image, _to_srgb(lab, "LAB")), None, tuple(notices))
    return with_rgb_profile(PillowSource(image), profile, tuple(notices))


def _is_damaged(file: BinaryIO) -> bool:
    # Pillow closes a file that it has read to the end.
    if file.closed:
        return False
    file.seek(0)
    return is_damaged(file.read())


def _frame_notice(image: Image.Image) -> tuple[str, ...]:
    frames = _frames(image)
    if frames <= 1:
        return ()
    noun = "pages" if image.format == "TIFF" else "frames"
    return (f"Only the first of {frames} {noun} was opened.",)


def _frames(image: Image.Image) -> int:
    # The other pictures of an MPO are previews and depth maps of the first one.
    return 1 if image.format == "MPO" else getattr(image, "n_frames", 1)


def _from_cmyk(image: Image.Image, profile: bytes | None, notices: list[str]) -> Loaded:
    if profile is None or usable(profile) is None or colour_space(profile) != "CMYK":
        said = "The CMYK picture has no colour profile; its colours in RGB are an estimate."
        return Loaded(PillowSource(image), None, (*notices, said))
    ink = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    said = "The picture was converted from CMYK to sRGB."
    return Loaded(PillowSource(image, _to_srgb(ink, "CMYK")), None, (*notices, said))


def _to_srgb(source: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return ImageCms.buildTransform(
        source,
        target,
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC,
    )


class PillowSource:
    """A StripSource over a loaded Pillow image; each strip is converted when it is taken."""

    def __init__(
        self, image: Image.Image, transform: ImageCms.ImageCmsTransform | None = None
    ) -> None:
        self._image = image
        self._transform = transform
        self.width, self.height = image.size
        self.channels, self.depth = _shape_of(image)

    def take(self, box: Box, orientation: int) -> NDArray[np.unsignedinteger]:
        strip = self._image.crop((box.left, box.top, box.right, box.bottom))
        if orientation in _TURNS:
            # Pillow turns in blocks, three times as fast as a view is copied.
            strip = strip.transpose(_TURNS[orientation])
        if self.depth == "uint16":
            return _deep_grey(strip)
        if self._transform is not None:
            strip = ImageCms.applyTransform(strip, self._transform) or strip
        else:
            strip = self._converted(strip)
        pixels = np.asarray(strip)
        return pixels if pixels.ndim == 3 else pixels[:, :, np.newaxis]

    def _converted(self, strip: Image.Image) -> Image.Image:
        wanted = {1: "L", 3: "RGB", 4: "RGBA"}[self.channels]
        if strip.mode == "La":
            strip = strip.convert("LA")
        return strip if strip.mode == wanted else strip.convert(wanted)


def _deep_grey(strip: Image.Image) -> NDArray[np.unsignedinteger]:
    values = np.asarray(strip)
    if strip.mode == "F":
        values = np.rint(np.nan_to_num(np.clip(values, 0.0, 1.0)) * 65535.0)
    else:
        values = np.clip(values, 0, 65535)
    return values.astype(np.uint16)[:, :, np.newaxis]


def _tiff_exif(image: Image.Image) -> bytes | None:
    """The descriptive tags alone: in a TIFF they stand among those that lay out its pixels."""
    try:
        # A copy: Pillow still needs its own to turn the picture.
        tags = Image.Exif()
        tags.load(image.getexif().tobytes())
        for tag in list(tags):
            if tag in _STRUCTURAL_TIFF_TAGS:
                del tags[tag]
        return exif_data.tidy(tags.tobytes()) if len(tags) else None
    except Exception:
        # Broken metadata is no reason to refuse the picture.
        return None


def _xmp(image: Image.Image) -> bytes | None:
    value = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if isinstance(value, str):
        value = value.encode("utf-8")
    return value if isinstance(value, bytes) else None


def _dpi(image: Image.Image) -> tuple[float, float] | None:
    try:
        x, y = (round(float(value), 2) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (x, y) if all(math.isfinite(v) and 0 < v < 1e6 for v in (x, y)) else None
