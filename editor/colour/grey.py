"""A grey profile said in RGB, so that grey pictures become RGB without touching a number."""

from __future__ import annotations

from editor.colour.icc import BadProfile, IccProfile, read_curve
from editor.colour.icc_writer import REC709, build_rgb_profile


def rgb_profile_of(grey_profile: bytes) -> bytes | None:
    """An RGB profile in which r = g = b = v is the light that v is in `grey_profile`.

    None where the grey profile cannot be read; its numbers are then taken as sRGB.
    """
    profile = IccProfile(grey_profile)
    try:
        curve = profile.tag("kTRC")
        read_curve(curve)
        return build_rgb_profile(f"{profile.title() or 'Grey'} (RGB)", REC709, curve)
    except BadProfile:
        return None
