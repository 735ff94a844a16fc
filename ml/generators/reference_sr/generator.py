"""The generator: plain enlargement, matching with each reference, and what they know more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.api.errors import BadInput
from ml.api.generator import InfoValue, Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.generators.reference_sr.looks import Reference, luminance
from ml.generators.reference_sr.plain import Plain, visible_colours
from ml.generators.reference_sr.references import references_in
from ml.generators.reference_sr.resampling import shrunken
from ml.generators.reference_sr.search import Correspondence, Wanted, search
from ml.generators.reference_sr.spec import LARGEST_PX, TILE_PX, ReferenceSrParams
from ml.generators.reference_sr.swap_map import Taken, swap_map_of
from ml.generators.reference_sr.transfer import Task, choose, source_of, transfer

Picture = NDArray[np.float32]
SURE = 0.5
"""From this confidence on a place counts as served by a reference."""


@dataclass(frozen=True)
class Made:
    """The result at the whole factor, and what was taken where."""

    plain: Picture
    change: Picture
    taken: Taken


class ReferenceSr:
    """Gives exactly the plain enlargement wherever no reference can be believed."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._plain = Plain()

    def load(self, resources: Resources) -> None:
        self._resources = resources
        self._plain.load(resources)

    def unload(self) -> None:
        self._plain.unload()

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput`, `WeightsMissing`, `Cancelled`."""
        if not isinstance(params, ReferenceSrParams):
            raise BadInput("Enlarge with references was given the parameters of another generator.")
        image = inputs.image("image")
        _check_size(image, params.factor)
        scale = 4 if params.factor > 2 else 2
        references = references_in(inputs, scale)
        progress.set(0.0, "enlarging")
        plain = self._plain.enlarged(image, params.factor, progress.part(0.0, 0.15))
        is_whole = params.factor == scale
        large = plain if is_whole else self._plain.enlarged(image, scale)
        made = self._made(inputs, params, references, large[..., :3], progress)
        info = _info(made, references, image, scale)
        result = _joined(plain, made, is_whole)
        progress.set(1.0)
        return Outputs(result, info=info)

    def _made(
        self,
        inputs: Inputs,
        params: ReferenceSrParams,
        references: tuple[Reference, ...],
        large: Picture,
        progress: Progress,
    ) -> Made:
        image = inputs.image("image")
        scale = large.shape[0] // image.shape[0]
        small = visible_colours(image)
        wanted = Wanted(luminance(small), scale, params.search_seed)
        found: list[Correspondence] = []
        for number, reference in enumerate(references):
            share = 0.55 / len(references)
            stage = f"comparing with reference {number + 1} of {len(references)}"
            progress.set(0.2 + number * share, stage)
            part = progress.part(0.2 + number * share, 0.2 + (number + 1) * share)
            found.append(search(wanted, reference, part))
        task = Task(
            small=small, plain=large, scale=scale,
            sources=[source_of(reference) for reference in references], found=found,
            chosen=choose(found), within=inputs.mask("within") if inputs.has("within") else None,
            boldness=params.boldness,
        )  # fmt: skip
        tile_px = self._resources.tile_px or TILE_PX
        part = progress.part(0.75, 0.98)
        change, sure = transfer(task, tile_px, lambda p: self._plain.enlarged(p, scale), part)
        places = np.stack([one.places[..., :2] for one in found])
        rows, columns = np.indices(sure.shape)
        taken = Taken(sure, task.chosen + np.uint8(1), places[task.chosen, rows, columns])
        return Made(large, change, taken)


def _check_size(image: Picture, factor: float) -> None:
    rows, columns = (round(side * factor) for side in image.shape[:2])
    if max(rows, columns) > LARGEST_PX:
        raise BadInput(
            f"The result would be {columns} × {rows} px; at most {LARGEST_PX} px a side "
            "are possible: choose a smaller factor."
        )


def _joined(plain: Picture, made: Made, is_whole: bool) -> Picture:
    """The plain enlargement and the change, resized where the factor is not that of a network."""
    rows, columns = plain.shape[:2]
    for channel in range(3):
        change = made.change[..., channel]
        if not is_whole:
            sheet = Image.fromarray(np.ascontiguousarray(change))
            change = np.asarray(sheet.resize((columns, rows), Image.Resampling.BICUBIC), np.float32)
        plain[..., channel] += change
    return np.clip(plain, 0.0, 1.0, out=plain)


def _info(
    made: Made, references: tuple[Reference, ...], image: Picture, scale: int
) -> dict[str, InfoValue]:
    """Shares of the picture by reference, the most useful first, and the swap map."""
    taken = made.taken
    served = taken.confidence >= SURE
    shares = [
        float((served & (taken.reference == number + 1)).mean())
        for number in range(len(references))
    ]
    order = sorted(range(len(shares)), key=lambda number: -shares[number])
    info: dict[str, InfoValue] = {"taken_from_references": f"{100 * sum(shares):.0f} %"}
    info["references_by_use"] = ", ".join(
        f"{number + 1} ({100 * shares[number]:.0f} %)" for number in order
    )
    again = shrunken(np.clip(made.plain + made.change, 0, 1), scale)
    info["off_input"] = float(np.abs(again - visible_colours(image)).mean() * 255)
    info["swap_map"] = swap_map_of(taken, [one.size for one in references]).to_text()
    return info
