"""Keeps results as live layers, and runs their generators again when the artist asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import ValidationError

from editor.actions import Action
from editor.desk import Desk
from editor.document.commands import AddLayer, ReplaceLayer
from editor.document.document import Document
from editor.document.history import Command
from editor.document.kinds.generated.inputs import inputs_key, layers_below
from editor.document.kinds.generated.layer import GeneratedLayer
from editor.document.kinds.generated.recipe import Recipe
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.runs import Attempt, Keeping, RunRequest, Runs
from ml import catalog
from ml.api.params import to_scalars
from ml.api.spec import Placing

KEPT = "Kept as a live layer: its settings stay in the Properties dock."
RENEWED = "The live layer was made again."


class LiveLayers:
    """The two ways between runs and generated layers; nothing here runs by itself."""

    def __init__(self, desk: Desk, runs: Runs, keep: Callable[[], bool]) -> None:
        self._desk = desk
        self._runs = runs
        self._keep = keep

    def why_not_keep(self) -> str:
        """Why the result on the canvas cannot become a live layer."""
        attempt = self._runs.attempt
        if attempt is None or attempt.current is None:
            return "Run a generator first."
        request = attempt.request
        if request.spec.placing is not Placing.LAYER or any(request.margins):
            return "Only a result that becomes a layer of this canvas can stay live."
        return ""

    def keep(self) -> None:
        """Keep the result on the canvas as a live layer."""
        attempt = self._runs.attempt
        if attempt is not None and not self.why_not_keep():
            if attempt.keeping is None:
                attempt.keeping = Keeping(lambda command: _live(attempt, command), KEPT)
            self._keep()

    def run_again(self, layer_id: str) -> None:
        """Run the layer's generator on what lies below it now; its result is a preview."""
        document = self._desk.document
        if document is None or not document.has_layer(layer_id):
            return
        layer = document.layer(layer_id)
        if not isinstance(layer, GeneratedLayer):
            return
        recipe = layer.recipe
        spec = catalog.find(recipe.generator)
        if spec is None:
            self._desk.tell(f"“{recipe.title}” is not installed here.")
            return
        try:
            params = spec.params.model_validate(dict(recipe.params))
        except ValidationError:
            self._desk.tell(f"This version of “{recipe.title}” has other settings: set them anew.")
            params = spec.params()
        request = RunRequest(
            panel="",
            title=recipe.title,
            spec=spec,
            params=params,
            all_visible=recipe.all_visible,
            context_box=recipe.box if spec.context is not None else None,
        )
        seen = seen_by(document, layer)
        keeping = Keeping(lambda command: self._renewed(document, layer_id, command), RENEWED)
        self._runs.start(document, request, seen=seen, keeping=keeping)

    def _renewed(self, document: Document, layer_id: str, command: Command) -> Command:
        attempt = self._runs.attempt
        layer = document.layer(layer_id) if document.has_layer(layer_id) else None
        is_layer = isinstance(command, AddLayer) and isinstance(command.layer, PixelLayer)
        if attempt is None or not isinstance(layer, GeneratedLayer) or not is_layer:
            return command
        recipe = recipe_of(attempt)
        key = inputs_key(document, layer_id, recipe)
        assert isinstance(command, AddLayer)
        assert isinstance(command.layer, PixelLayer)
        made = layer.with_result(command.layer, recipe=recipe, key=key)
        return ReplaceLayer(layer, made, f"{recipe.title} again")


def live_actions(live: LiveLayers) -> list[Action]:
    """What the Generate menu offers of live layers."""
    return [
        Action(
            id="generate.keep_live",
            title="Keep as live layer",
            run=live.keep,
            keys=("Shift+Return",),
            icon="generated",
            menu="Generate",
            group="result",
            why_not=live.why_not_keep,
        )
    ]


def recipe_of(attempt: Attempt) -> Recipe:
    """How the shown variation came about."""
    current, ready = attempt.current, attempt.ready
    if current is None or ready is None:
        raise ValueError("there is no result to keep")
    info = current.result.info
    return Recipe(
        generator=attempt.request.spec.id,
        title=attempt.request.spec.title,
        params=to_scalars(current.params),
        model=str(info.get("model_sha256") or info.get("model") or info.get("network") or ""),
        box=ready.box,
        all_visible=attempt.request.all_visible,
    )


def seen_by(document: Document, layer: GeneratedLayer) -> Document:
    """A twin of the document with what lies below the layer alone, and the mask that was filled."""
    twin = document.snapshot()
    below = {one.id for one in layers_below(twin.layers, layer.id)}
    for one in reversed(twin.layers):
        if one.id not in below:
            twin.take_layer(one.id)
    twin.selection = Mask() if layer.asked is None else layer.asked.share()
    remaining = twin.layers
    twin.set_active(remaining[-1] if remaining else None)
    return twin


def _live(attempt: Attempt, command: Command) -> Command:
    """The same step, with a live layer in place of the plain one."""
    if not isinstance(command, AddLayer) or not isinstance(command.layer, PixelLayer):
        return command
    recipe = recipe_of(attempt)
    asked = attempt.document.selection.share()
    layer = GeneratedLayer.of(command.layer, recipe, key="", asked=asked)
    trial = attempt.document.snapshot()
    trial.insert_layer(layer.share(), command.spot)
    layer.key = inputs_key(trial, layer.id, recipe)
    return replace(command, layer=layer)
