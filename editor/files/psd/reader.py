"""PSD and PSB on their way into a parcel, layer by layer, read by psd-tools."""

from __future__ import annotations

import logging
import struct
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psd_tools import PSDImage
from psd_tools.api.utils import get_transparency_index, has_transparency

from editor.files import exif as exif_data
from editor.files.budget import check_budget
from editor.files.decoder_messages import Header, Request
from editor.files.foreign import ForeignDocument, ForeignLayer, PlaneOf
from editor.files.parcel import ParcelWriter
from editor.files.problems import DamagedFile, UnreadableFile
from editor.files.psd import names, odd
from editor.files.psd.adjustments import colour_of, said_of
from editor.files.psd.channels import ColourMode, Plane, require_known
from editor.files.psd.checks import put_samples
from ml.api.regions import Box

SIGNATURE = b"8BPS"
_HEADER = struct.Struct(">4sH6xHIIHH")
_MODES = {0: "BITMAP", 1: "GRAYSCALE", 2: "INDEXED", 3: "RGB", 4: "CMYK", 7: "MULTICHANNEL"}
_MODES |= {8: "DUOTONE", 9: "LAB"}
_MASK, _WHOLE_MASK, _ALPHA = -2, -3, -1
_LABELS = ("NONE", "RED", "ORANGE", "YELLOW", "GREEN", "BLUE", "VIOLET", "GREY")
_DRAWN = {"type": "Text", "shape": "Shapes", "smartobject": "Smart objects"}


class OddColours(Exception):
    """A file of a kind whose flat picture alone can be read, and elsewhere."""


class PsdReading:
    """A file on its way. With `request.flat` it is one layer, as Photoshop showed it.

    Raises OddColours, UnreadableFile, DamagedFile or UnconfirmedSize before a pixel is decoded.
    """

    def __init__(self, path: Path, request: Request) -> None:
        self._request = request
        size, bits, mode = _read_header(path, request)
        if mode in odd.KINDS and bits <= 8:
            raise OddColours
        check_budget(Header(size[0] * size[1], 1, 4, "uint16"), path.stat().st_size, request)
        # psd-tools says what it finds odd through its log and as warnings.
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")
        self._psd: Any = PSDImage.open(path)
        self._resources: Any = self._psd.image_resources
        self._mode = ColourMode(mode, bits, self._bytes(names.PROFILE))
        require_known(self._mode, request.name)
        self._canvas = Box.of_size(*size)
        self._is_flat = request.flat or not list(self._psd)
        self._lost: dict[str, None] = {}
        self.header = Header(self._pixels(), 1, 4, self._mode.depth)
        check_budget(self.header, path.stat().st_size, request)

    def deliver(self, parcel: ParcelWriter) -> dict[str, object]:
        layers = self._flat(parcel) if self._is_flat else self._layers(self._psd, parcel)
        width, height = self._canvas.width, self._canvas.height
        document = ForeignDocument(width, height, self._mode.depth, tuple(layers), self._dpi())
        samples = [] if self._is_flat else put_samples(parcel, self._canvas, self._merged)
        return {
            "kind": "foreign",
            "document": document.to_json(),
            "samples": samples,
            "profile": parcel.put_bytes(self._mode.kept_profile),
            "exif": parcel.put_bytes(exif_data.tidy(self._bytes(names.EXIF))),
            "xmp": parcel.put_bytes(self._bytes(names.XMP)),
            "notices": [*self._mode.notices, *self._lost],
        }

    # -- what is there

    def _bytes(self, number: int) -> bytes | None:
        value = self._resources.get_data(number)
        return value if isinstance(value, bytes) and value else None

    def _dpi(self) -> tuple[float, float] | None:
        found = self._resources.get_data(names.RESOLUTION)
        try:
            x, y = found.horizontal / 65536, found.vertical / 65536
        except (AttributeError, TypeError):
            return None
        return (round(x, 2), round(y, 2)) if 0 < x < 1e6 and 0 < y < 1e6 else None

    def _pixels(self) -> int:
        """Of everything together: that is what memory and time follow."""
        canvas = self._canvas.width * self._canvas.height
        if self._is_flat:
            return canvas
        return canvas + sum(layer.width * layer.height for layer in self._every())

    def _every(self) -> Iterator[Any]:
        return self._psd.descendants()

    # -- the flat picture

    def _flat(self, parcel: ParcelWriter) -> list[ForeignLayer]:
        pixels = self._merged()
        if pixels is None:
            said = f"“{self._request.name}” holds no flat picture; open it with its layers."
            raise UnreadableFile(said)
        plane = PlaneOf(_put(parcel, pixels), 0, 0)
        return [ForeignLayer("pixel", "Background", pixels=plane)]

    def _merged(self) -> Plane | None:
        """What Photoshop showed, straight RGBA; None where the file does not hold it."""
        psd, mode = self._psd, self._mode
        if not psd.has_preview():
            return None
        data = psd._record.image_data.get_data(psd._record.header)
        width, height = self._canvas.width, self._canvas.height
        planes = [mode.plane(channel, width, height) for channel in data]
        at = get_transparency_index(psd) if has_transparency(psd) else -1
        alpha = planes[at] if mode.channels <= at < len(planes) else None
        colours = planes[: mode.channels]
        if alpha is not None and mode.name != "CMYK":
            colours = [_off_white(plane, alpha) for plane in colours]
        return mode.rgba(colours, alpha)

    # -- the layers

    def _layers(self, group: Any, parcel: ParcelWriter) -> list[ForeignLayer]:
        found = (self._layer(layer, parcel) for layer in group)
        return [layer for layer in found if layer is not None]

    def _layer(self, layer: Any, parcel: ParcelWriter) -> ForeignLayer | None:
        if layer.has_effects():
            self._lost["Layer effects such as shadows and strokes were left out."] = None
        looks = self._looks(layer, parcel)
        if layer.is_group():
            passes = layer.blend_mode.name == "PASS_THROUGH"
            children = tuple(self._layers(layer, parcel))
            return ForeignLayer("group", **looks, passes_through=passes, children=children)
        said = said_of(layer, self._mode.name)
        if said is not None:
            return ForeignLayer("adjustment", **looks, detail=said[0], params=said[1])
        if layer.kind == "solidcolorfill" and not layer.has_pixels():
            colour = colour_of(layer)
            if colour is not None:
                return ForeignLayer("fill", **looks, detail="colour", params={"colour": colour})
        return self._pixel_layer(layer, looks, parcel)

    def _pixel_layer(
        self, layer: Any, looks: dict[str, Any], parcel: ParcelWriter
    ) -> ForeignLayer | None:
        pixels = self._pixels_of(layer)
        if pixels is None and layer.kind != "pixel":
            self._lost[f"The layer “{layer.name[:60]}” is of a kind that was left out."] = None
            return None
        if layer.kind in _DRAWN:
            self._lost[f"{_DRAWN[layer.kind]} became pixels."] = None
        plane = None
        if pixels is not None:
            plane = PlaneOf(_put(parcel, pixels), layer.left, layer.top)
        return ForeignLayer("pixel", **looks, pixels=plane)

    def _looks(self, layer: Any, parcel: ParcelWriter) -> dict[str, Any]:
        """What all kinds of layers have in common."""
        locks, blend = layer.locks, layer.blend_mode.name
        fill = 1.0 if layer.is_group() else layer.fill_opacity / 255
        mask, is_on = self._mask_of(layer)
        label = int(layer.sheet_color)
        return {
            "name": layer.name[:1000],
            "visible": bool(layer.visible),
            "opacity": min(1.0, layer.opacity / 255 * fill),
            "blend": "NORMAL" if blend == "PASS_THROUGH" else blend,
            # The property of a group of psd-tools does not say it.
            "clips": bool(layer._record.clipping),
            "mask": None if mask is None else PlaneOf(_put(parcel, mask[1]), *mask[0]),
            "mask_enabled": is_on,
            "locks": names.lock_names(int(locks.value)) if locks is not None else (),
            "label": _LABELS[label] if label < len(_LABELS) else "NONE",
            "is_open": bool(getattr(layer, "open_folder", True)),
        }

    def _channels(self, layer: Any) -> dict[int, Any]:
        """By their numbers; those of shapes that were never drawn have no data."""
        pairs = zip(layer._record.channel_info, layer._channels, strict=False)
        return {int(info.id): channel for info, channel in pairs if channel.data}

    def _pixels_of(self, layer: Any) -> Plane | None:
        width, height = layer.width, layer.height
        if width < 1 or height < 1:
            return None
        channels = self._channels(layer)

        def plane(number: int) -> Plane:
            return self._decoded(channels[number], width, height)

        if not all(number in channels for number in range(self._mode.channels)):
            return None
        colours = [plane(number) for number in range(self._mode.channels)]
        return self._mode.rgba(colours, plane(_ALPHA) if _ALPHA in channels else None)

    def _decoded(self, channel: Any, width: int, height: int) -> Plane:
        psd = self._psd
        try:
            data = channel.get_data(width, height, psd.depth, psd.version)
            return self._mode.plane(data, width, height)
        except ValueError as error:
            said = f"“{self._request.name}” is damaged or cut short; use another copy of it."
            raise DamagedFile(said, repr(error)) from error

    def _mask_of(self, layer: Any) -> tuple[tuple[tuple[int, int], NDArray[np.uint8]] | None, bool]:
        """The mask on the canvas as ((left, top), coverage), and whether it is switched on."""
        data = layer._record.mask_data
        channels = self._channels(layer)
        if data is None or not (_MASK in channels or _WHOLE_MASK in channels):
            return None, True
        # The whole one is that of pixels and that of paths together.
        is_whole = _WHOLE_MASK in channels and data.real_flags is not None
        prefix = "real_" if is_whole else ""
        box = Box(*(getattr(data, prefix + side) for side in ("left", "top", "right", "bottom")))
        beside = int((data.real_background_color if is_whole else data.background_color) or 0)
        flags = data.real_flags if is_whole else data.flags
        coverage = np.zeros((box.height, box.width), np.uint8)
        if not box.is_empty:
            channel = channels[_WHOLE_MASK if is_whole else _MASK]
            coverage = _as_bytes(self._decoded(channel, box.width, box.height))
        return self._spread(layer, box, coverage, beside), not flags.mask_disabled

    def _spread(
        self, layer: Any, box: Box, coverage: NDArray[np.uint8], beside: int
    ) -> tuple[tuple[int, int], NDArray[np.uint8]] | None:
        """Ours are nothing beside their pixels; what is full there must be written out."""
        if beside == 0:
            if box.is_empty:
                # Hidden everywhere: one pixel of nothing says it.
                return (0, 0), np.zeros((1, 1, 1), np.uint8)
            return (box.left, box.top), coverage[:, :, None]
        around = self._canvas.union(box)
        if not layer.is_group():
            own = Box(layer.left, layer.top, layer.right, layer.bottom)
            around = around if own.is_empty else around.union(own)
        whole = np.full((around.height, around.width, 1), beside, np.uint8)
        if not box.is_empty:
            whole[box.moved(-around.left, -around.top).slices] = coverage[:, :, None]
        return (around.left, around.top), whole


def psd_reading(path: Path, request: Request) -> PsdReading | None:
    """None where only the flat picture can be read, by the reader of `odd`."""
    try:
        return PsdReading(path, request)
    except OddColours:
        return None


def _read_header(path: Path, request: Request) -> tuple[tuple[int, int], int, str]:
    with path.open("rb") as file:
        start = file.read(_HEADER.size)
    if len(start) < _HEADER.size:
        raise DamagedFile(f"“{request.name}” is cut short; use another copy of it.")
    _, version, _, height, width, bits, mode = _HEADER.unpack(start)
    if version not in (1, 2) or mode not in _MODES:
        raise DamagedFile(f"“{request.name}” is damaged; use another copy of it.")
    return (width, height), bits, _MODES[mode]


def _put(parcel: ParcelWriter, pixels: Plane) -> dict[str, object]:
    height, width, channels = pixels.shape
    return parcel.put_strips((height, width, channels), pixels.dtype.name, [pixels])


def _as_bytes(plane: Plane) -> NDArray[np.uint8]:
    if plane.dtype == np.uint8:
        return plane.astype(np.uint8, copy=False)
    return ((plane.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _off_white(plane: Plane, alpha: Plane) -> Plane:
    """The flat picture lies on white; this takes the white away again."""
    top = int(np.iinfo(plane.dtype).max)
    wide, cover = plane.astype(np.int64), np.maximum(alpha.astype(np.int64), 1)
    straight = ((wide - (top - cover)) * top + cover // 2) // cover
    return np.clip(np.where(alpha == 0, plane, straight), 0, top).astype(plane.dtype)
