"""Serves plug-ins: answers their messages, calls their entries, and survives their failures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
from psygnal import Signal

from editor.document.commands import Compound, replace_mask
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.history import Command
from editor.document.kinds.vector.layer import VectorLayer
from editor.document.layer_commands import AddLayer as AddLayerStep
from editor.document.layer_commands import RemoveLayer as RemoveLayerStep
from editor.document.layer_commands import ReplaceLayer, SetProperty
from editor.document.layers import Layer, PixelLayer
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.session import Session, Sheet
from ml.api.regions import Box
from plugins.api import (
    ActionOffer,
    DocumentFacts,
    Editor,
    LayerFacts,
    NotPossible,
    Panel,
    PanelRequest,
    Plugin,
    PluginError,
    Region,
    RunTicket,
    StaleRevision,
)
from plugins.api.messages import (
    AddLayer,
    Change,
    Edit,
    ListDocuments,
    OpenPicture,
    PaintShape,
    Pixels,
    ReadDocument,
    ReadMask,
    ReadPixels,
    RemoveLayer,
    Reply,
    Request,
    RunGenerator,
    SetLayer,
    SetMask,
    Tell,
)
from plugins.loader import Loader

log = logging.getLogger(__name__)
Launch = Callable[[Sheet, RunGenerator], int]


class PluginHost:
    """The editor's side of `plugins.api`; a plug-in that raises is put out of use and named."""

    disabled = Signal(str, str)

    def __init__(
        self,
        session: Session,
        loader: Loader,
        *,
        launch: Launch,
        open_now: Callable[[Path], Sheet],
        tell: Callable[[str], None],
    ) -> None:
        self._session = session
        self._loader = loader
        self._launch = launch
        self._open_now = open_now
        self._tell = tell
        self._revisions: dict[int, int] = {}
        self._off: set[str] = set()
        session.opened.connect(self._follow)

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plug-ins that still work."""
        return tuple(one for one in self._loader.plugins if one.id not in self._off)

    def press(self, panel: Panel, request: PanelRequest) -> None:
        """The button of a panel."""
        self._call(self._owner(panel.id), panel.entry, request)

    def act(self, offer: ActionOffer) -> None:
        """An action of a plug-in."""
        self._call(self._owner(offer.id), offer.entry)

    # ---- the messages

    def ask(self, request: Request) -> Reply:
        """Answer one message; raises the errors of plugins.api."""
        if isinstance(request, ReadDocument):
            return self._facts(self._sheet(request.document))
        if isinstance(request, ListDocuments):
            return tuple(self._facts(sheet) for sheet in self._session)
        if isinstance(request, ReadPixels):
            return self._pixels(request)
        if isinstance(request, ReadMask):
            mask = self._sheet(request.document).document.selection
            return mask.coverage(_box(request.region))
        if isinstance(request, Edit):
            return self._edit(request)
        if isinstance(request, RunGenerator):
            sheet = self._sheet(request.document)
            return RunTicket(self._launch(sheet, request))
        if isinstance(request, OpenPicture):
            return self._facts(self._open_now(Path(request.path)))
        return self._say(request)

    def _say(self, request: Tell) -> None:
        self._tell(request.sentence)

    def _sheet(self, name: str) -> Sheet:
        sheet = self._session.find(name) if name else self._session.current
        if sheet is None:
            raise NotPossible("Open a picture first.")
        return sheet

    def _facts(self, sheet: Sheet) -> DocumentFacts:
        document = sheet.document
        return DocumentFacts(
            id=sheet.id,
            revision=self._revisions.get(sheet.number, 0),
            name=sheet.name,
            width=document.width,
            height=document.height,
            depth=document.depth,
            layers=tuple(_layer_facts(layer, document) for layer in document.walk()),
            active_layer=document.active.id if document.active else None,
            has_mask=not document.selection.is_empty,
        )

    def _pixels(self, request: ReadPixels) -> Pixels:
        document = self._sheet(request.document).document
        box = _box(request.region)
        if not request.layer:
            return flatten(document, box)
        return document.layer(request.layer).render(box)

    def _edit(self, request: Edit) -> DocumentFacts:
        sheet = self._sheet(request.document)
        if self._revisions.get(sheet.number, 0) != request.revision:
            raise StaleRevision(f"{sheet.name} changed meanwhile; nothing was done.")
        document = sheet.document
        done: list[Command] = []
        try:
            for change in request.changes:
                step = _step(document, change)
                if step is not None:
                    step.do(document)
                    done.append(step)
        except Exception as error:
            for step in reversed(done):
                step.undo(document)
            raise PluginError(f"The edit \u201c{request.title}\u201d failed: {error}") from error
        if done:
            document.history.push_done(Compound(request.title, done))
        return self._facts(sheet)

    # ---- the entries

    def _call(self, plugin: Plugin, entry: str, *given: object) -> None:
        try:
            self._loader.entry(plugin, entry)(Editor(self), *given)
        except NotPossible as error:
            self._tell(str(error))
        except Exception as error:  # noqa: BLE001 - whatever a plug-in does, the editor lives
            log.exception("The plug-in %s failed in %s", plugin.id, entry)
            self._off.add(plugin.id)
            self.disabled.emit(
                plugin.id,
                f"{plugin.title} failed and is switched off until the next start: {error}",
            )

    def _owner(self, offer_id: str) -> Plugin:
        name = offer_id.partition(".")[0]
        return next(one for one in self._loader.plugins if one.id == name)

    def _follow(self, sheet: Sheet) -> None:
        number = sheet.number
        self._revisions[number] = 0

        def step() -> None:
            self._revisions[number] += 1

        sheet.document.history.changed.connect(step)


def _layer_facts(layer: Layer, document: Document) -> LayerFacts:
    bounds = layer.bounds
    is_shape = isinstance(layer, VectorLayer)
    return LayerFacts(
        id=layer.id,
        name=layer.name,
        visible=layer.visible,
        opacity=layer.opacity,
        blend=layer.blend.value,
        left=bounds.left,
        top=bounds.top,
        right=bounds.right,
        bottom=bounds.bottom,
        colour=layer.colour if is_shape else (0.0, 0.0, 0.0),
        parameters=_parameters(layer, document) if is_shape else (),
    )


def _parameters(layer: VectorLayer, document: Document) -> tuple[float, ...]:
    """The middle and size of a shape as shares of the picture, and its colour."""
    box, width, height = layer.bounds, document.width, document.height
    place = ((box.left + box.right) / (2 * width), (box.top + box.bottom) / (2 * height))
    return (*place, box.width / width, box.height / height, *layer.colour)


def _step(document: Document, change: Change) -> Command | None:
    """The command for one change, made for the document as it is now."""
    if isinstance(change, AddLayer):
        given = np.asarray(change.pixels)
        if given.dtype.name != document.depth:
            raise PluginError(f"its pixels are {given.dtype.name}, the picture's {document.depth}")
        pixels = given.astype(np.uint8 if given.dtype == np.uint8 else np.uint16, copy=False)
        layer = PixelLayer.from_pixels(change.name, pixels, (change.left, change.top))
        return AddLayerStep.of(document, layer)
    if isinstance(change, SetMask):
        return _set_mask(document, change)
    if isinstance(change, RemoveLayer):
        return RemoveLayerStep.of(document, change.layer)
    if isinstance(change, PaintShape):
        shape = document.layer(change.layer)
        if not isinstance(shape, VectorLayer):
            raise PluginError(f"“{shape.name}” is no shape")
        return ReplaceLayer(shape, shape.recoloured(change.colour), "Paint a shape")
    return _set_layer(document, change)


def _set_mask(document: Document, change: SetMask) -> Command | None:
    values = np.ascontiguousarray(change.values, dtype=np.uint8)
    height, width = values.shape
    box = Box(change.left, change.top, change.left + width, change.top + height)
    mask: Mask = document.selection.share()
    mask.write(box, values)
    return replace_mask(document, SelectionTarget(), mask, "Change the mask")


def _set_layer(document: Document, change: SetLayer) -> Command:
    wanted = {"name": change.name, "visible": change.visible, "opacity": change.opacity}
    steps = [
        SetProperty.of(document, change.layer, name, value)
        for name, value in wanted.items()
        if value is not None
    ]
    return Compound("Change layer", steps)


def _box(region: Region) -> Box:
    return Box(region.left, region.top, region.right, region.bottom)
