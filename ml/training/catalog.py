"""The systems that can be trained, by name, without importing any of them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from ml.training.problems import UnknownSystem, nearest
from ml.training.recipe import Recipe

RECIPES: Mapping[str, str] = {
    "adain_decoder": "ml.systems.adain.recipe:AdainRecipe",
    "autoencoder": "ml.systems.autoencoder.recipe:AutoencoderRecipe",
    "cgan": "ml.systems.cgan.recipe:CganRecipe",
    "compact_sr": "ml.systems.compact_sr.recipe:CompactSrRecipe",
    "cyclegan": "ml.systems.cyclegan.recipe:CycleganRecipe",
    "context_encoder": "ml.systems.context_encoder.recipe:ContextEncoderRecipe",
    "context_features": "ml.systems.context_encoder.recipe:ContextFeaturesRecipe",
    "dcgan": "ml.systems.dcgan.recipe:DcganRecipe",
    "discogan": "ml.systems.discogan.recipe:DiscoganRecipe",
    "gan": "ml.systems.gan.recipe:GanRecipe",
    "fast_style": "ml.systems.fast_style.recipe:FastStyleRecipe",
    "inpaint_ffc": "ml.systems.inpaint_ffc.recipe:InpaintFfcRecipe",
    "oasis": "ml.systems.oasis.recipe:OasisRecipe",
    "lapgan": "ml.systems.lapgan.recipe:LapganRecipe",
    "missing_data_encoder": "ml.systems.missing_data_encoder.recipe:MissingDataRecipe",
    "pix2pix": "ml.systems.pix2pix.recipe:Pix2PixRecipe",
    "pix2pix_labels": "ml.systems.pix2pix.recipe:Pix2PixLabelsRecipe",
    "pix2pixhd": "ml.systems.pix2pixhd.recipe:Pix2PixHdRecipe",
    "pix2vec": "ml.systems.pix2vec.recipe:Pix2VecRecipe",
    "spade": "ml.systems.spade.recipe:SpadeRecipe",
    "srntt": "ml.systems.srntt.recipe:SrnttRecipe",
    "style_base": "ml.systems.fast_style.base_recipe:StyleBaseRecipe",
    "strong_sr": "ml.systems.strong_sr.recipe:StrongSrRecipe",
    "vae": "ml.systems.vae.recipe:VaeRecipe",
}
"""Where the recipe of each system is, as "module:Class"; a line is all that a new one needs."""


def recipe_class(system: str) -> type[Recipe[Any]]:
    """The recipe of a system, imported now; raises `UnknownSystem` with the nearest name."""
    if system not in RECIPES:
        raise UnknownSystem(f"There is no recipe called {system!r}{nearest(system, RECIPES)}")
    module, _, name = RECIPES[system].partition(":")
    return getattr(importlib.import_module(module), name)
