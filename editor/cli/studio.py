"""Open, prepare, run, place, write: the same road as in the window, without one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from editor.cli.problems import UsageProblem
from editor.colour.profiles import Conversion
from editor.document.document import Document
from editor.document.kinds.label.layer import label_layer
from editor.document.mask import Mask
from editor.files.decoder import Decoder
from editor.files.label_file import read_label_map, write_label_map
from editor.files.mask_file import read_mask
from editor.files.native import save
from editor.files.open import flat_picture, open_document
from editor.files.raster import Picture
from editor.files.svg_export import export_svg
from editor.files.writer import export, export_suffixes
from editor.generate import NO_MARGINS, Margins, Request, place, prepare, result_depth
from editor.models import make_ready
from editor.platform.folders import data_folder
from ml.api.client import ClientOptions, Job, Listener, Result, WorkerClient
from ml.api.images import Pixels
from ml.api.labels import LANDSCAPE
from ml.api.params import Params
from ml.api.spec import GeneratorSpec, Placing, PortKind
from ml.api.validation import check_inputs
from ml.store.failures import ModelDamaged
from ml.store.store import ModelStore

NATIVE = ".ora"
DRAWINGS = (".svg", ".pdf")
CATALOG = "ml.catalog:CATALOG"
"""Where the worker finds what it can run."""


@dataclass(frozen=True)
class Order:
    """One picture to be made. `files` are by port name; the picture itself is `image`."""

    spec: GeneratorSpec
    params: Params
    files: Mapping[str, tuple[Path, ...]]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    margins: Margins = NO_MARGINS


class Studio:
    """Holds one decoder and one worker for as many pictures as are wanted; close it."""

    def __init__(self, device: str = "auto") -> None:
        self.store = ModelStore()
        self._decoder = Decoder()
        self._client = WorkerClient(
            ClientOptions(
                catalog=CATALOG,
                device=device,
                spare=False,
                log_folder=data_folder() / "log",
                weights=self._weights,
            )
        )
        self._has_started = False
        self._damaged: dict[str, str] = {}

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()
        self._decoder.close()

    def make(self, order: Order, listener: Listener) -> tuple[Document, Result]:
        """The document with the result as its newest layer; raises what is a sentence."""
        document = self._open(order)
        wish = Request(order.spec, order.params, margins=order.margins, brings_labels=True)
        wish = self._with_source(wish, order, document)
        prepared = prepare(document, wish)
        inputs = {**prepared.inputs, **self._others(order, (document.width, document.height))}
        check_inputs(order.spec, inputs, order.texts)
        self._check_models(order.spec)
        make_ready(order.spec, order.params, self.store)
        self._start()
        depth = result_depth(order.spec, document)
        job = Job(order.spec.id, order.params, inputs, order.texts, output_depth=depth)
        result = self._client.run(job, listener)
        document.apply(place(document, prepared, result))
        return document, result

    def _weights(self) -> dict[str, Path]:
        weights = self.store.weights()
        return {
            key: path
            for key, path in weights.items()
            if key.rpartition("/")[2] not in self._damaged
        }

    def _check_models(self, spec: GeneratorSpec) -> None:
        """A needed model that is damaged is an error, one that only helps is left out."""
        installed = self.store.installed()
        for card in (*spec.weights, *spec.optional_weights):
            if card in installed:
                try:
                    self.store.path_of(card)
                except ModelDamaged as error:
                    if card in spec.weights:
                        raise
                    self._damaged[card] = str(error)

    def _start(self) -> None:
        if not self._has_started:
            self._has_started = True
            self._client.start()

    def _open(self, order: Order) -> Document:
        picture = next(port.name for port in order.spec.inputs if port.kind is PortKind.IMAGE)
        if picture not in order.files:
            return self._blank(order)
        document = open_document(order.files[picture][0], self._decoder)
        for port in order.spec.inputs:
            if port.kind is PortKind.MASK and port.required and port.name in order.files:
                document.selection.write(document.canvas, self._mask(order, port.name, document))
        return document

    def _blank(self, order: Order) -> Document:
        """An empty document as large as the label map, where no picture is changed."""
        maps = next(port.name for port in order.spec.inputs if port.kind is PortKind.LABELS)
        rows, columns = self._labels(order.files[maps][0]).shape
        return Document(columns, rows)

    def _mask(self, order: Order, port: str, document: Document) -> NDArray[np.uint8]:
        size = (document.width, document.height)
        return read_mask(order.files[port][0], size, self._decoder)

    def _with_source(self, wish: Request, order: Order, document: Document) -> Request:
        if "source" not in order.files:
            return wish
        source = Mask.from_coverage(self._mask(order, "source", document))
        return Request(wish.spec, wish.params, source=source, margins=wish.margins)

    def _others(self, order: Order, size: tuple[int, int]) -> dict[str, list[Pixels]]:
        """What is not cut from the document: references, label maps, masks that may be left out."""
        kinds = (PortKind.REFERENCE, PortKind.REFERENCE_MASK)
        names = [port.name for port in order.spec.inputs if port.kind in kinds]
        found: dict[str, list[Pixels]] = {
            name: [self._decoder.decode(path).pixels for path in order.files[name]]
            for name in names
            if name in order.files
        }
        for port in order.spec.inputs:
            if port.kind is PortKind.IMAGE and not port.required and port.name in order.files:
                found[port.name] = [self._in_srgb(order.files[port.name][0])]
            if port.kind is PortKind.LABELS and port.name in order.files:
                found[port.name] = [self._labels(path) for path in order.files[port.name]]
            is_free = port.kind is PortKind.MASK and not port.required and port.name != "source"
            if is_free and port.name in order.files:
                found[port.name] = self._masks(order, port.name, size)
        return found

    def _labels(self, path: Path) -> Pixels:
        return read_label_map(path, LANDSCAPE, decoder=self._decoder).indices

    def _in_srgb(self, path: Path) -> Pixels:
        picture = self._decoder.decode(path)
        return Conversion(picture.profile, None).apply(picture.pixels)

    def _masks(self, order: Order, port: str, size: tuple[int, int]) -> list[Pixels]:
        return [read_mask(path, size, self._decoder) for path in order.files[port]]


def check_output(path: Path) -> None:
    """Before any work: a wrong name must not cost minutes. Raises `UsageProblem`."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    known = (*export_suffixes(), NATIVE, *DRAWINGS)
    if path.is_dir():
        raise UsageProblem(f"The output {shown!r} is a folder; name a file in it.")
    if path.suffix.lower() not in known:
        raise UsageProblem(
            f"The output {shown!r} needs an ending that says its format: {', '.join(known)}."
        )
    folder = path.parent
    if not folder.is_dir():
        raise UsageProblem(f"The folder {str(folder)!r} of the output does not exist; make it.")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UsageProblem(f"The output {shown!r} cannot be written there; choose another place.")


def check_drawing(spec: GeneratorSpec, path: Path) -> None:
    """Only what makes shapes can be written as SVG or PDF. Raises `UsageProblem`."""
    makes_shapes = any(port.kind is PortKind.VECTOR for port in spec.outputs)
    if path.suffix.lower() in DRAWINGS and not makes_shapes:
        raise UsageProblem(f"{spec.title} makes no shapes; name a png or another picture file.")


def write(document: Document, path: Path, say: Callable[[str], None]) -> None:
    """Flat by its ending, or with its layers as OpenRaster; an old file stays until all is well."""
    if path.suffix.lower() == NATIVE:
        save(document, path)
        return
    if path.suffix.lower() in DRAWINGS:
        say(export_svg(document, path).words)
        return
    for notice in export(flat_picture(document), path):
        say(notice)


def write_result(
    spec: GeneratorSpec, document: Document, path: Path, say: Callable[[str], None]
) -> None:
    """What a generator made: the selection as a grey picture where it selects, else the picture."""
    if spec.placing is Placing.SELECTION and path.suffix.lower() != NATIVE:
        coverage = document.selection.coverage(document.canvas)
        for notice in export(Picture(coverage[..., None]), path):
            say(notice)
        return
    layer = label_layer(document.layers[-1]) if spec.placing is Placing.LABELS else None
    if layer is not None and path.suffix.lower() == ".png":
        write_label_map(layer.indices(document.canvas), layer.palette, path)
        return
    write(document, path, say)
