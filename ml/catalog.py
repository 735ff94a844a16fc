"""The explicit list of everything that can be run: no scanning, no side effects of import."""

from __future__ import annotations

from ml.api.spec import GeneratorSpec
from ml.generators.inpaint.spec import INPAINT
from ml.generators.upscale.spec import UPSCALE

CATALOG: tuple[GeneratorSpec, ...] = (INPAINT, UPSCALE)


def find(generator_id: str) -> GeneratorSpec | None:
    """The spec with this id, or None."""
    return next((spec for spec in CATALOG if spec.id == generator_id), None)
