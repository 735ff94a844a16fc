"""A photograph in which only what got another label is made anew, and joined as a repair is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ml.api.errors import BadInput
from ml.api.generator import InfoValue, Outputs
from ml.api.progress import Progress
from ml.generators.label_to_photo.spec import LabelPhotoParams
from ml.generators.label_to_photo.wishes import Source, Wishes


def changed_photo(
    wishes: Wishes,
    sources: dict[int, Source],
    params: LabelPhotoParams,
    progress: Progress,
    info: Mapping[str, InfoValue],
) -> Outputs:
    raise BadInput("not yet")
