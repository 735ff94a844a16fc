"""What is wanted of which material: every fault in the inputs is found here, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.errors import BadInput
from ml.api.generator import Inputs
from ml.api.labels import (
    LANDSCAPE,
    LabelError,
    Labels,
    Palette,
    as_labels,
    check_labels,
    used_indices,
)
from ml.api.palette_files import palette_of_text

Floats = NDArray[np.float32]
PHOTO = 0
"""The number of the photograph itself among the references."""

LEAST_PX = 64
"""Fewer pixels of a label in a reference are no material."""


@dataclass(frozen=True)
class Sample:
    """A picture of material with its labels, by the number that the artist knows it by."""

    number: int
    colour: Floats
    labels: Labels


@dataclass(frozen=True)
class Wishes:
    """What was given, checked.

    image: the photograph to change, None where all is made anew. changed: what is made.
    """

    labels: Labels
    palette: Palette
    samples: tuple[Sample, ...]
    image: Floats | None
    changed: NDArray[np.bool_]


@dataclass(frozen=True)
class Source:
    """Where a label's material comes from: a sample's number and a label in it."""

    number: int
    label: int


def wishes_of(inputs: Inputs) -> Wishes:
    """Raises `BadInput`."""
    try:
        return _wishes(inputs)
    except LabelError as error:
        raise BadInput(str(error)) from error


def _wishes(inputs: Inputs) -> Wishes:
    labels = as_labels(inputs.arrays["labels"][0])
    palette = _palette(inputs, labels)
    check_labels(labels, palette)
    if not (labels != palette.unlabelled).any():
        raise BadInput("The label map is empty: paint at least one label.")
    samples = _samples(inputs, palette)
    image, changed = None, np.ones(labels.shape, bool)
    if inputs.has("image"):
        image = inputs.image("image")
        before = _before(inputs, palette, labels, image)
        changed = (labels != before) & (labels != palette.unlabelled)
        samples = (*samples, Sample(PHOTO, image, np.where(changed, palette.unlabelled, before)))
        if not changed.any():
            raise BadInput("No label was changed: paint another label over what is to be changed.")
    if not samples:
        raise BadInput("There is no material: give a reference photograph and its labels.")
    return Wishes(labels, palette, samples, image, changed)


def _palette(inputs: Inputs, labels: Labels) -> Palette:
    text = inputs.texts.get("palette", "")
    if text:
        return palette_of_text(text)
    known = {*LANDSCAPE.indices, LANDSCAPE.unlabelled}
    if not set(used_indices(labels)) <= known:
        raise BadInput(
            "The palette is missing: the label map holds numbers that the landscape palette does "
            "not have, so give the palette that it was made with."
        )
    return LANDSCAPE


def _samples(inputs: Inputs, palette: Palette) -> tuple[Sample, ...]:
    pictures = inputs.arrays.get("reference", ())
    maps = inputs.arrays.get("reference_labels", ())
    if len(pictures) != len(maps):
        raise BadInput(
            f"There are {len(pictures)} references and {len(maps)} label maps of references: give "
            "each reference its label map, in the same order."
        )
    made: list[Sample] = []
    for number, (picture, given) in enumerate(zip(pictures, maps, strict=True), start=1):
        what = f"The label map of reference {number}"
        labels = as_labels(given)
        check_labels(labels, palette, what)
        _check_same_size(labels, picture, what, f"reference {number}")
        if not (labels != palette.unlabelled).any():
            raise BadInput(f"{what} is empty: say what is what in it, or leave it away.")
        made.append(Sample(number, picture.astype(np.float32, copy=False), labels))
    return tuple(made)


def _before(inputs: Inputs, palette: Palette, labels: Labels, image: Floats) -> Labels:
    if not inputs.has("labels_before"):
        raise BadInput("The photograph's own labels are missing: guess or paint them first.")
    before = as_labels(inputs.arrays["labels_before"][0])
    check_labels(before, palette, "The label map before")
    _check_same_size(labels, image, "The label map", "the picture")
    _check_same_size(before, image, "The label map before", "the picture")
    return before


def _check_same_size(labels: Labels, picture: NDArray[np.generic], what: str, of: str) -> None:
    if labels.shape != picture.shape[:2]:
        raise BadInput(
            f"{what} is {labels.shape[1]} × {labels.shape[0]} px but {of} is "
            f"{picture.shape[1]} × {picture.shape[0]} px; they must have the same size."
        )


def sources_of(wishes: Wishes, choice: str) -> tuple[dict[int, Source], list[str]]:
    """Which material each wanted label is made of, and what is to be said about it.

    A label comes from the sample that the artist chose, or the first that shows it; where none
    does, the nearest related label stands in. Raises `BadInput`.
    """
    chosen = _chosen(choice, wishes)
    there = {sample.number: _shown(sample, wishes.palette) for sample in wishes.samples}
    made: dict[int, Source] = {}
    notes: list[str] = []
    for label in used_indices(wishes.labels[wishes.changed]):
        if label == wishes.palette.unlabelled:
            continue
        source = _source(label, chosen.get(label), there, wishes)
        if source.label != label:
            names = (_name(wishes.palette, label), _name(wishes.palette, source.label))
            notes.append(f"No reference shows {names[0]!r}: {names[1]!r} stands in for it.")
        made[label] = source
    return made, notes


def _source(
    label: int, number: int | None, there: dict[int, dict[int, float]], wishes: Wishes
) -> Source:
    if number is not None:
        if label in there[number]:
            return Source(number, label)
        name = _name(wishes.palette, label)
        raise BadInput(f"Reference {number} has no {name!r}: choose another for this label.")
    for sample in wishes.samples:
        if label in there[sample.number]:
            return Source(sample.number, label)
    return _stand_in(label, there, wishes)


def _stand_in(label: int, there: dict[int, dict[int, float]], wishes: Wishes) -> Source:
    """A label of the same family, else the one that lies most at the same height."""
    height = _height(wishes.labels == label)
    family = _family(wishes.palette, label)
    options = [
        (family == "" or _family(wishes.palette, other) != family, abs(at - height), number, other)
        for number, labels in there.items()
        for other, at in labels.items()
    ]
    if not options:
        raise BadInput("The references have too few labelled pixels: label more of them.")
    best = min(options)
    return Source(best[2], best[3])


def _shown(sample: Sample, palette: Palette) -> dict[int, float]:
    """The labels that a sample has enough of, with the mean height at which each lies."""
    found: dict[int, float] = {}
    for label in used_indices(sample.labels):
        here = sample.labels == label
        if label != palette.unlabelled and int(here.sum()) >= min(LEAST_PX, here.size // 16):
            found[label] = _height(here)
    return found


def _height(here: NDArray[np.bool_]) -> float:
    rows = here.sum(axis=1, dtype=np.float64)
    return float((rows * np.arange(len(rows))).sum() / max(rows.sum(), 1) / len(rows))


def _family(palette: Palette, index: int) -> str:
    label = palette.find(index)
    return "" if label is None else label.family


def _name(palette: Palette, index: int) -> str:
    label = palette.find(index)
    return str(index) if label is None else label.name


def _chosen(choice: str, wishes: Wishes) -> dict[int, int]:
    """`sky=2, water=1` as numbers by label; raises `BadInput` or `UnknownLabel`."""
    made: dict[int, int] = {}
    known = [sample.number for sample in wishes.samples]
    for part in filter(None, (one.strip() for one in choice.split(","))):
        name, equals, number = (piece.strip() for piece in part.partition("="))
        if not equals or not number.isdecimal() or int(number) not in known:
            numbers = ", ".join(str(one) for one in known)
            raise BadInput(
                f"{part!r} chooses no reference: write label=number, with a number of {numbers}."
            )
        try:
            index = int(name) if name.isdecimal() else wishes.palette.named(name).index
        except LabelError as error:
            raise BadInput(str(error)) from error
        made[index] = int(number)
    return made
