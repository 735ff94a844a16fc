"""The explicit list of everything that can be run: no scanning, no side effects of import."""

from __future__ import annotations

from ml.api.spec import GeneratorSpec
from ml.generators.inpaint.spec import INPAINT
from ml.generators.label_guess.spec import LABEL_GUESS
from ml.generators.label_to_photo.spec import LABEL_TO_PHOTO
from ml.generators.latent.spec import LATENT
from ml.generators.reference_sr.spec import REFERENCE_SR
from ml.generators.remove_background.spec import REMOVE_BACKGROUND
from ml.generators.select_object.spec import SELECT_OBJECT
from ml.generators.select_subject.spec import SELECT_SUBJECT
from ml.generators.style.spec import STYLE
from ml.generators.texture.spec import TEXTURE
from ml.generators.upscale.spec import UPSCALE
from ml.generators.vector_layers.spec import VECTOR_LAYERS

CATALOG: tuple[GeneratorSpec, ...] = (
    INPAINT,
    UPSCALE,
    REFERENCE_SR,
    SELECT_OBJECT,
    SELECT_SUBJECT,
    REMOVE_BACKGROUND,
    STYLE,
    TEXTURE,
    VECTOR_LAYERS,
    LATENT,
    LABEL_TO_PHOTO,
    LABEL_GUESS,
)


def find(generator_id: str) -> GeneratorSpec | None:
    """The spec with this id, or None."""
    return next((spec for spec in CATALOG if spec.id == generator_id), None)
