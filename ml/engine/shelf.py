"""Keeps loaded generators for the next job, within bounds."""

from __future__ import annotations

import importlib
import logging
from collections import OrderedDict

from ml.api.generator import Generator, Resources
from ml.api.spec import GeneratorSpec
from ml.engine.memory import give_back

LOGGER = logging.getLogger(__name__)
KEPT = 4


class Shelf:
    """Loaded generators by id; the one used longest ago goes first."""

    def __init__(self) -> None:
        self._built: OrderedDict[str, Generator] = OrderedDict()
        self._loaded: dict[str, Resources] = {}

    def has_others(self, spec: GeneratorSpec) -> bool:
        return any(name != spec.id for name in self._loaded)

    def take(self, spec: GeneratorSpec, resources: Resources) -> Generator:
        """The generator, loaded with exactly these resources."""
        generator = self._built.get(spec.id)
        if generator is None:
            generator = _build(spec.entry)
            self._built[spec.id] = generator
        self._built.move_to_end(spec.id)
        if self._loaded.get(spec.id) != resources:
            self.unload(spec.id)
            generator.load(resources)
            self._loaded[spec.id] = resources
        while len(self._built) > KEPT:
            self.forget(next(iter(self._built)))
        return generator

    def unload(self, name: str) -> None:
        if self._loaded.pop(name, None) is not None:
            self._built[name].unload()

    def unload_others(self, spec: GeneratorSpec) -> None:
        for name in [name for name in self._loaded if name != spec.id]:
            self.unload(name)
        give_back()

    def forget(self, name: str) -> None:
        """Unload and drop: the next use builds it anew. Never raises."""
        self._loaded.pop(name, None)
        generator = self._built.pop(name, None)
        if generator is None:
            return
        try:
            generator.unload()
        except Exception:
            LOGGER.exception("%s could not be unloaded", name)


def _build(entry: str) -> Generator:
    module, _, name = entry.partition(":")
    return getattr(importlib.import_module(module), name)()
