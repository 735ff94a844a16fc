"""Label maps that were not given are guessed, in the numbers of the palette that was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.api.generator import Inputs
from ml.api.labels import LANDSCAPE, LabelError, Labels, Palette
from ml.api.palette_files import palette_of_text
from ml.api.progress import Progress
from ml.labels.guess import BACKBONE, NO_MODEL, guess_labels

Array = NDArray[np.generic]


def with_guesses(inputs: Inputs, weights: Mapping[str, Path], progress: Progress) -> Inputs:
    """The inputs with a map for every reference, and one for the picture as it is.

    A reference's map that is all unlabelled counts as none. The map before says only what the
    guess says where the map after is unlabelled too, so that nothing changes there.
    """
    text = inputs.texts.get("palette", "")
    try:
        palette = palette_of_text(text) if text else LANDSCAPE
    except LabelError:
        return inputs  # Whoever reads the wishes says what is wrong with it.
    guesser = _Guesser(palette, weights, progress)
    arrays = dict(inputs.arrays)
    pictures = arrays.get("reference", ())
    maps = arrays.get("reference_labels", ()) or (None,) * len(pictures)
    if len(maps) == len(pictures):
        arrays["reference_labels"] = tuple(
            guesser.guess(picture)
            if given is None or not (given != palette.unlabelled).any()
            else given
            for picture, given in zip(pictures, maps, strict=True)
        )
    if inputs.has("image") and not inputs.has("labels_before"):
        arrays["labels_before"] = (guesser.guess(arrays["image"][0]),)
    return replace(inputs, arrays=arrays)


class _Guesser:
    """Says once how it guesses."""

    def __init__(self, palette: Palette, weights: Mapping[str, Path], progress: Progress) -> None:
        self._weights, self._progress = weights, progress
        self._table = np.full(256, palette.unlabelled, np.uint16)
        index = {label.name.casefold(): label.index for label in palette.labels}
        for label in LANDSCAPE.labels:
            self._table[label.index] = index.get(label.name, palette.unlabelled)
        self._has_told = False

    def guess(self, picture: Array) -> Labels:
        self._progress.set(0.01, "guessing labels")
        colours = picture[..., :3].astype(np.float32, copy=False)
        found, has_network = guess_labels(colours, self._weights, self._progress.check)
        if not has_network and not self._has_told:
            self._progress.note(NO_MODEL, model=BACKBONE)
            self._has_told = True
        return self._table[found]
