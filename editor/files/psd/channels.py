"""The pixels of Photoshop's channels as straight RGBA in our depths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.colour.profiles import cmyk_to_srgb
from editor.files.formats.profile import colour_space, usable, with_rgb_profile
from editor.files.formats.source import ArraySource
from editor.files.problems import UnreadableFile
from ml.api.regions import Box

Plane = NDArray[np.unsignedinteger]
_FORMS = {8: "u1", 16: ">u2", 32: ">f4"}
_COLOURS = {"RGB": 3, "GRAYSCALE": 1, "CMYK": 4, "DUOTONE": 1}


@dataclass(frozen=True)
class ColourMode:
    """How a file holds colour; `depth` is the one that the document will have."""

    name: str
    bits: int
    profile: bytes | None

    @property
    def channels(self) -> int:
        """How many channels make a colour; 0 where layers of this kind are not read here."""
        return _COLOURS.get(self.name, 0) if self.bits in _FORMS else 0

    @property
    def depth(self) -> str:
        return "uint8" if self.bits == 8 else "uint16"

    @property
    def kept_profile(self) -> bytes | None:
        """The RGB profile that the document keeps."""
        if self.name == "CMYK":
            return None
        return with_rgb_profile(_ONE, self.profile).profile

    @property
    def notices(self) -> tuple[str, ...]:
        said = []
        if self.bits == 32:
            said.append(
                "The floating-point picture was opened in 16 bit; light above 1 is cut off."
            )
        if self.name == "DUOTONE":
            said.append("The picture is printed in coloured inks; it is shown in grey here.")
        if self.name == "CMYK":
            estimate = "" if self._ink_profile else " by an estimate, for it has no profile"
            said.append(f"The picture was converted from CMYK to sRGB{estimate}.")
            said.append("Layers that mix may look a little different.")
        elif self.profile is not None:
            said += with_rgb_profile(_ONE, self.profile).notices
        return tuple(said)

    @property
    def _ink_profile(self) -> bytes | None:
        is_ink = colour_space(self.profile) == "CMYK" and usable(self.profile) is not None
        return self.profile if is_ink else None

    def plane(self, data: bytes, width: int, height: int) -> Plane:
        """One channel (h, w) from the bytes in the file. Raises ValueError where they are short."""
        values = np.frombuffer(data, _FORMS[self.bits], width * height).reshape(height, width)
        if self.bits == 32:
            return np.rint(_coded(values, self.profile) * 65535).astype(np.uint16)
        return values.astype(self.depth)

    def rgba(self, colours: list[Plane], alpha: Plane | None) -> Plane:
        """Straight (h, w, 4) from as many planes as make a colour."""
        whole = Box.of_size(colours[0].shape[1], colours[0].shape[0])
        top = int(np.iinfo(self.depth).max)
        result = np.empty((whole.height, whole.width, 4), self.depth)
        if self.name == "CMYK":
            result[:, :, :3] = self._from_ink(np.stack(colours, axis=2), top)
        else:
            source = ArraySource(np.stack(colours, axis=2))
            result[:, :, :3] = with_rgb_profile(source, self.profile).source.take(whole, 1)
        result[:, :, 3] = top if alpha is None else alpha
        return result

    def _from_ink(self, paper: Plane, top: int) -> Plane:
        """The file says how much paper shows: the highest number is no ink."""
        if self._ink_profile is not None:
            return cmyk_to_srgb(np.ascontiguousarray(top - paper), self._ink_profile)
        wide = paper.astype(np.uint64)
        return (wide[:, :, :3] * wide[:, :, 3:] // top).astype(paper.dtype)


def _coded(light: NDArray[np.floating], profile: bytes | None) -> NDArray[np.float64]:
    """Floating-point files without a profile hold linear light (IEC 61966-2-1 the other way)."""
    whole = np.nan_to_num(np.clip(light.astype(np.float64), 0.0, 1.0))
    if profile is not None:
        return whole
    return np.where(whole <= 0.0031308, 12.92 * whole, 1.055 * whole ** (1 / 2.4) - 0.055)


def require_known(mode: ColourMode, name: str) -> None:
    """Raises UnreadableFile for kinds of colour that are not read here."""
    if mode.channels == 0:
        raise UnreadableFile(
            f"“{name}” holds its colours as {mode.name.capitalize()} with {mode.bits} bits, which "
            "cannot be opened here; change it to RGB in the program that made it."
        )


_ONE = ArraySource(np.zeros((1, 1, 3), np.uint8))
