"""What a label map means: which number is which thing, in which colour; what its PNG holds."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Self, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

LARGEST_INDEX = 65535
UNLABELLED = 255
"""What stands for "nothing was said here" unless a palette says otherwise."""

Labels = NDArray[np.uint8 | np.uint16]
Colour = tuple[int, int, int]


class LabelError(Exception):
    """A palette or a label map that cannot be used; the message is one sentence that says why."""


class UnknownLabel(LabelError):
    """A label map holds a number, or somebody asks for a name, that the palette does not have."""


class NotIndexed(LabelError):
    """Pixels that are no label map: colours, an alpha, fractions."""


class Label(BaseModel):
    """One thing that can be painted.

    `colour` is sRGB, 0..255 each. `family` groups what may stand in for each other.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    index: int = Field(ge=0, le=LARGEST_INDEX)
    name: str = Field(min_length=1, max_length=200)
    colour: Colour
    family: str = ""

    @field_validator("colour")
    @classmethod
    def _is_byte(cls, colour: Colour) -> Colour:
        if not all(0 <= part <= 255 for part in colour):
            raise ValueError("a colour has three numbers from 0 to 255")
        return colour

    @property
    def hex(self) -> str:
        """The colour as #rrggbb."""
        return "#{:02x}{:02x}{:02x}".format(*self.colour)


class Palette(BaseModel):
    """The labels of a map in the order in which a panel lists them.

    Guarantees that no index and no name (case aside) occurs twice, and that `unlabelled` is none of
    them: that value always means that nothing was said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "Labels"
    labels: tuple[Label, ...] = ()
    unlabelled: int = Field(default=UNLABELLED, ge=0, le=LARGEST_INDEX)

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        seen: dict[int | str, str] = {}
        for label in self.labels:
            if label.index == self.unlabelled:
                raise ValueError(f"{label.index} means unlabelled and cannot be {label.name!r}")
            for key in (label.index, label.name.casefold()):
                if key in seen:
                    raise ValueError(f"{seen[key]!r} and {label.name!r} share {key!r}")
                seen[key] = label.name
        return self

    @property
    def indices(self) -> tuple[int, ...]:
        return tuple(label.index for label in self.labels)

    def find(self, index: int) -> Label | None:
        """The label with this index, or None."""
        return next((label for label in self.labels if label.index == index), None)

    def named(self, name: str) -> Label:
        """The label with this name, whatever its case; raises `UnknownLabel` with the nearest."""
        wanted = name.strip().casefold()
        names = {label.name.casefold(): label for label in self.labels}
        if wanted in names:
            return names[wanted]
        near = get_close_matches(wanted, names, n=1, cutoff=0.5)
        hint = f"; did you mean {names[near[0]].name!r}?" if near else "."
        raise UnknownLabel(f"The palette {self.name!r} has no label {name!r}{hint}")

    def search(self, words: str) -> tuple[Label, ...]:
        """The labels for what was typed: an index, or words that all occur in the name or family.

        Names that begin with what was typed come first.
        """
        typed = words.strip().casefold()
        if typed.isdigit():
            return tuple(label for label in self.labels if str(label.index).startswith(typed))
        parts = typed.split()
        fits = [label for label in self.labels if all(part in _text(label) for part in parts)]
        return tuple(sorted(fits, key=lambda label: not label.name.casefold().startswith(typed)))

    def with_label(self, label: Label) -> Palette:
        """The palette with one more label, or with the one of that index changed in place."""
        kept = [label if old.index == label.index else old for old in self.labels]
        if self.find(label.index) is None:
            kept.append(label)
        return Palette(name=self.name, labels=tuple(kept), unlabelled=self.unlabelled)

    def without(self, index: int) -> Palette:
        """The palette without the label of this index."""
        kept = tuple(label for label in self.labels if label.index != index)
        return Palette(name=self.name, labels=kept, unlabelled=self.unlabelled)

    def free_index(self) -> int:
        """The lowest index that is not taken; raises `LabelError` where all are."""
        taken = {*self.indices, self.unlabelled}
        free = next((index for index in range(LARGEST_INDEX + 1) if index not in taken), None)
        if free is None:
            raise LabelError("The palette is full: remove a label first.")
        return free

    def colour_table(self) -> NDArray[np.uint8]:
        """n x 3: the colour of each index up to the largest; grey where there is no label."""
        largest = max((*self.indices, self.unlabelled))
        table = np.full((largest + 1, 3), 128, np.uint8)
        for label in self.labels:
            table[label.index] = label.colour
        return table


def _text(label: Label) -> str:
    return f"{label.name} {label.family}".casefold()


def depth_for(palette: Palette, largest: int = 0) -> np.dtype[np.uint8] | np.dtype[np.uint16]:
    """uint8 where every index, unlabelled and `largest` fit, else uint16."""
    top = max((*palette.indices, palette.unlabelled, largest))
    return np.dtype(np.uint8) if top <= 255 else np.dtype(np.uint16)


def as_labels(pixels: NDArray[np.generic]) -> Labels:
    """The label map in decoded pixels: rows x columns, or rows x columns x 1, of 8 or 16 bits.

    Numbers are never scaled, rounded or mixed. A colour picture is refused, unless its channels
    are all the same, which is how some programs write grey ones. Raises `NotIndexed`.
    """
    if pixels.dtype.kind not in "ui":
        raise NotIndexed("A label map holds whole numbers: save it as an 8- or 16-bit grey PNG.")
    flat = pixels if pixels.ndim == 2 else _one_channel(pixels)
    if flat.size and (int(flat.min()) < 0 or int(flat.max()) > LARGEST_INDEX):
        raise NotIndexed(f"A label map holds numbers from 0 to {LARGEST_INDEX}.")
    is_small = flat.dtype == np.uint8
    return np.ascontiguousarray(flat, np.uint8 if is_small else np.uint16)


def _one_channel(pixels: NDArray[np.generic]) -> NDArray[np.generic]:
    if pixels.ndim != 3 or pixels.shape[2] not in (1, 3):
        raise NotIndexed("A label map has one number for each pixel: save it as a grey PNG.")
    if not all(np.array_equal(pixels[..., 0], pixels[..., k]) for k in range(1, pixels.shape[2])):
        raise NotIndexed(
            "The label map is a colour picture: save it as a grey or indexed PNG whose numbers "
            "are the labels."
        )
    return pixels[..., 0]


def labels_of_colours(pixels: NDArray[np.uint8], palette: Palette) -> Labels:
    """The label map of a picture in the palette's own colours (rows x columns x 3).

    For maps that were painted elsewhere. A colour that no label has is unlabelled. Of labels with
    the same colour the first counts.
    """
    number = _packed(pixels[..., :3])
    result = np.full(number.shape, palette.unlabelled, depth_for(palette))
    for label in reversed(palette.labels):
        result[number == _packed(np.array(label.colour, np.uint8))] = label.index
    return result


def _packed(colours: NDArray[np.uint8]) -> NDArray[np.uint32]:
    return colours.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)


def used_indices(labels: Labels) -> tuple[int, ...]:
    """The numbers that occur, in order."""
    counts = np.bincount(labels.reshape(-1), minlength=1)
    return tuple(int(index) for index in np.flatnonzero(counts))


def check_labels(labels: Labels, palette: Palette, what: str = "The label map") -> None:
    """Raises `UnknownLabel` where a number is neither in the palette nor unlabelled."""
    known = {*palette.indices, palette.unlabelled}
    strange = [index for index in used_indices(labels) if index not in known]
    if strange:
        shown = ", ".join(str(index) for index in strange[:5])
        more = f" and {len(strange) - 5} more" if len(strange) > 5 else ""
        raise UnknownLabel(
            f"{what} holds {shown}{more}, which the palette {palette.name!r} does not have: "
            "give the palette that it was made with."
        )


def _palette(name: str, rows: str, unlabelled: int) -> Palette:
    """A palette from lines of "index name #rrggbb family"."""
    labels = [line.split() for line in rows.strip().splitlines()]
    return Palette(
        name=name,
        unlabelled=unlabelled,
        labels=tuple(
            Label(
                index=int(i),
                name=word,
                colour=cast("Colour", tuple(bytes.fromhex(c[1:]))),
                family=f,
            )
            for i, word, c, f in labels
        ),
    )


LANDSCAPE = _palette(
    "Landscape",
    """
    0 sky #9cc3e6 sky
    1 cloud #dfe6ec sky
    2 mountain #7d7f9c rock
    3 hill #8f9a6b plants
    4 rock #8a827a rock
    5 snow #eef3f7 snow
    6 water #4d86b0 water
    7 tree #4f7a4a plants
    8 bush #6d9455 plants
    9 grass #9bbf6a plants
    10 flowers #c98bb0 plants
    11 field #cbb667 plants
    12 ground #9a7b5c ground
    13 sand #dcc79a ground
    14 road #6f6f76 ground
    15 building #b5745f built
    16 person #d9a38f thing
    17 animal #a8894f thing
    18 vehicle #5f6f8f thing
    19 object #9a9a9a thing
    """,
    UNLABELLED,
)
"""What landscapes are painted with and what the first guess of a photograph speaks of."""

CAMVID = _palette(
    "CamVid",
    """
    0 sky #808080 sky
    1 building #800000 built
    2 pole #c0c080 thing
    3 road #804080 ground
    4 pavement #3c2890 ground
    5 tree #808000 plants
    6 sign #c08080 thing
    7 fence #404080 built
    8 car #400080 thing
    9 pedestrian #404000 thing
    10 bicyclist #0080c0 thing
    """,
    11,
)
"""The eleven classes of streets in CamVid (Brostow et al. 2009) as SegNet numbers them."""

BUILT_IN = (LANDSCAPE, CAMVID)
