"""Shows a critic pictures made earlier too, so that it does not only chase the newest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from ml.training.noise import Noise

SIZE = 50


class ImagePool:
    """A history of made pictures (Shrivastava et al. 2017, section 2.3, in CycleGAN's variant).

    Until it is full every picture goes in and comes back; then half of them, by chance, are
    exchanged for an older one. Belongs into `Recipe.state`. With several processes each has a
    history of its own, of which only the first one's is kept over a resume.
    """

    def __init__(self, size: int = SIZE) -> None:
        self._size = size
        self._images: list[Tensor] = []

    def __len__(self) -> int:
        return len(self._images)

    def exchange(self, images: Tensor, noise: Noise) -> Tensor:
        """As many pictures as given, some of them older ones; none carries gradients."""
        swaps, places = noise.chances(len(images)), noise.chances(len(images))
        shown = list[Tensor]()
        kept = list(self._images)
        for image, swap, place in zip(images.detach(), swaps, places, strict=True):
            if len(kept) < self._size:
                kept.append(image.clone())
                shown.append(image)
            elif swap < 0.5:
                index = int(place * len(kept))
                shown.append(kept[index])
                kept[index] = image.clone()
            else:
                shown.append(image)
        self._images = kept
        return torch.stack(shown)

    def state(self) -> dict[str, Any]:
        """References; neither list nor pictures are changed in place later."""
        return {"images": self._images}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave."""
        self._images = list(state["images"])
