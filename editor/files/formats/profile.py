"""Which embedded colour profile may travel on with RGB pixels, and what happens to the others."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import ImageCms

from editor.colour.grey import rgb_profile_of
from editor.colour.profiles import run_engine
from editor.files.formats.source import Loaded, StripSource
from ml.api.regions import Box

_MOST_BYTES = 16 << 20
_HEADER_BYTES = 128
_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def colour_space(profile: bytes | None) -> str | None:
    """`RGB`, `GRAY`, `CMYK`, `Lab`...; None for what is no ICC profile (ICC.1:2022, 7.2)."""
    if not profile or not _HEADER_BYTES < len(profile) <= _MOST_BYTES:
        return None
    if profile[36:40] != b"acsp":
        return None
    return profile[16:20].decode("latin-1").strip()


def usable(profile: bytes | None) -> bytes | None:
    """The profile, where a colour engine can read pictures with it; None where it cannot."""
    if profile is None or colour_space(profile) not in _MODES:
        return None
    return profile if _can_transform(profile, is_source=True) else None


def with_rgb_profile(
    source: StripSource, profile: bytes | None, notices: tuple[str, ...] = ()
) -> Loaded:
    """`source` (grey or RGB) with the profile that the document will keep.

    A grey profile becomes an RGB one of the same curve, without a change of numbers; one that
    only leads from a scanner's colours and not back to them has its pixels converted to sRGB.
    """
    space = colour_space(profile)
    if profile is None:
        return Loaded(source, None, notices)
    if usable(profile) is None or space is None:
        said = "The colour profile in the file cannot be read; its colours are taken as sRGB."
        return Loaded(source, None, (*notices, said))
    if space == "GRAY":
        return Loaded(source, rgb_profile_of(profile), notices)
    if space != "RGB":
        said = "The colour profile in the file is not for RGB; it was left out."
        return Loaded(source, None, (*notices, said))
    if not _can_transform(profile, is_source=False):
        said = "The colour profile in the file leads one way only; the picture is now sRGB."
        return Loaded(_InSrgb(source, profile), None, (*notices, said))
    return Loaded(source, profile, notices)


class _InSrgb:
    """A StripSource whose strips are converted when they are taken; grey becomes RGB."""

    def __init__(self, source: StripSource, profile: bytes) -> None:
        self._source = source
        self._profile = profile
        self.width, self.height = source.width, source.height
        self.channels, self.depth = max(3, source.channels), source.depth

    def take(self, box: Box, orientation: int) -> NDArray[np.unsignedinteger]:
        strip = self._source.take(box, orientation)
        colour = strip[:, :, :3] if strip.shape[2] >= 3 else np.repeat(strip, 3, axis=2)
        converted = run_engine(np.ascontiguousarray(colour), self._profile, None)
        return np.concatenate([converted, strip[:, :, 3:4]], axis=2)


def _can_transform(profile: bytes, *, is_source: bool) -> bool:
    mode = _MODES[colour_space(profile) or "RGB"]
    try:
        ours = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        if is_source:
            ImageCms.buildTransform(ours, srgb, mode, "RGB")
        else:
            ImageCms.buildTransform(srgb, ours, "RGB", mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False
    return True
