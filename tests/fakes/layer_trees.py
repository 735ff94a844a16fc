"""Random trees of layers, and a slow compositor that says what they must look like."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layers import EVERYWHERE, GroupLayer, LayerTraits, PixelLayer
from editor.document.mask import Mask
from ml.api.regions import Box

WIDTH, HEIGHT = 300, 270
MODES = (BlendMode.NORMAL, BlendMode.MULTIPLY, BlendMode.SCREEN, BlendMode.DIFFERENCE)


class FakeAdjustment(LayerTraits):
    """Turns colours round, or, with a radius, averages over the square around each pixel."""

    kind = "adjustment"

    def __init__(self, name, radius=0):
        super().__init__(name)
        self.radius = radius

    bounds = EVERYWHERE
    depth = "uint8"
    size_bytes = 0

    def render(self, box, level=0):
        return np.zeros((box.height, box.width, 4), self.depth)

    def margin_px(self, level):
        return -(-self.radius >> level) if self.radius else 0

    def adjust(self, planes, box, level):
        assert planes.shape == (4, box.height, box.width)
        return adjusted(planes, self.radius >> level).astype(np.float32)

    def share(self):
        return FakeAdjustment(self.name, self.radius).like(self)

    def digest(self):
        return f"{self.traits_digest()} {self.radius}"


def adjusted(planes, radius):
    """In float64: 1 - colour, or the mean around, weighted by alpha; the edge goes on."""
    planes = planes.astype(np.float64)
    if not radius:
        return np.concatenate([1 - planes[:3], planes[3:]])
    premultiplied = np.concatenate([planes[:3] * planes[3], planes[3:]])
    wide = np.pad(premultiplied, ((0, 0), (radius, radius), (radius, radius)), mode="edge")
    side = 2 * radius + 1
    height, width = planes.shape[1:]
    total = sum(
        wide[:, dy : dy + height, dx : dx + width] for dy in range(side) for dx in range(side)
    )
    mean = total / side**2
    return np.concatenate([mean[:3] / np.maximum(mean[3], 1e-12), mean[3:]])


# -- the slow compositor: whole pictures in float64, one recursion, nothing cached --------------


def picture(document):
    """The document as straight float64 RGBA (4, h, w)."""
    return pile(document.layers, np.zeros((4, document.height, document.width)))


def pile(layers, backdrop, cover=None):
    """`cover`: what the backdrop covers, where all is clipped to it; its alpha is 1 then."""
    layers = list(layers)
    while layers:
        base = layers.pop(0)
        clipped = []
        while layers and layers[0].clips and not hasattr(base, "adjust"):
            clipped.append(layers.pop(0))
        if not base.visible:
            continue
        clipped = [layer for layer in clipped if layer.visible and layer.opacity > 0]
        backdrop = clip(base, clipped, backdrop) if clipped else put(base, backdrop, cover)
    return backdrop


def clip(base, clipped, backdrop):
    own = alone(base, backdrop)
    cover = own[3] * cover_of(base, own[3].shape)
    sheet = np.concatenate([own[:3], np.where(cover > 0, 1.0, 0.0)[None]])
    for layer in clipped:
        sheet = put(layer, sheet, cover)
        sheet[3] = np.where(cover > 0, 1.0, 0.0)
    sheet[3] = cover * base.opacity
    return over(sheet, backdrop, base.blend)


def put(layer, backdrop, cover=None):
    share = layer.opacity * cover_of(layer, backdrop.shape[1:])
    if hasattr(layer, "adjust"):
        seen = backdrop if cover is None else np.concatenate([backdrop[:3], cover[None]])
        after = mixed(seen, adjusted(seen, layer.radius), layer.blend)
        if cover is None:
            return lerp(backdrop, after, share)
        # What is clipped changes colours, not what is covered.
        colours = backdrop[:3] + (after[:3] - backdrop[:3]) * share
        return np.concatenate([colours, backdrop[3:]])
    if isinstance(layer, GroupLayer) and layer.passes_through:
        return lerp(backdrop, pile(layer.children, backdrop, cover), share)
    own = alone(layer, backdrop)
    return over(np.concatenate([own[:3], (own[3] * share)[None]]), backdrop, layer.blend)


def alone(layer, like):
    if isinstance(layer, GroupLayer):
        return pile(layer.children, np.zeros_like(like))
    height, width = like.shape[1:]
    pixels = layer.render(Box.of_size(width, height))
    return np.moveaxis(pixels, 2, 0) / np.float64(np.iinfo(pixels.dtype).max)


def cover_of(layer, shape):
    if layer.mask is None or not layer.mask_enabled:
        return np.ones(shape)
    x, y = layer.position
    return layer.mask.coverage(Box.of_size(shape[1], shape[0]).moved(-x, -y)) / 255


def mixed(before, after, mode):
    """Where `after` covers more than `before`, the rest of its colour mixes with nothing."""
    part = np.minimum(1, before[3] / np.maximum(after[3], 1e-12))
    colour = after[:3] + part * (formula(mode, before[:3], after[:3]) - after[:3])
    return np.concatenate([colour, after[3:]])


def over(sheet, backdrop, mode):
    alpha, back = sheet[3], backdrop[3]
    total = alpha + back * (1 - alpha)
    colour = sheet[:3] + back * (formula(mode, backdrop[:3], sheet[:3]) - sheet[:3])
    part = np.divide(alpha, total, out=np.zeros_like(total), where=total > 0)
    return np.concatenate([backdrop[:3] + (colour - backdrop[:3]) * part, total[None]])


def lerp(before, after, share):
    alpha = before[3] + (after[3] - before[3]) * share
    colours = before[:3] * before[3] * (1 - share) + after[:3] * after[3] * share
    out = np.divide(colours, alpha, out=before[:3].copy(), where=alpha > 0)
    return np.concatenate([out, alpha[None]])


def formula(mode, back, source):
    return {
        BlendMode.NORMAL: lambda: source,
        BlendMode.MULTIPLY: lambda: back * source,
        BlendMode.SCREEN: lambda: back + source - back * source,
        BlendMode.DIFFERENCE: lambda: np.abs(back - source),
    }[mode]()


# -- random trees -------------------------------------------------------------------------------

looks = st.fixed_dictionaries(
    {
        "visible": st.sampled_from([True, True, True, True, False]),
        "opacity": st.sampled_from([1.0, 1.0, 0.7, 0.25]),
        "blend": st.sampled_from(MODES),
        "clips": st.sampled_from([False, False, True]),
        "mask": st.sampled_from([None, None, 1, 2]),
        "mask_enabled": st.sampled_from([True, True, False]),
        "position": st.tuples(st.integers(-90, 180), st.integers(-90, 160)),
    }
)
leaves = st.tuples(st.sampled_from(["pixel", "pixel", "solid", "invert", "blur"]), looks)
trees = st.lists(
    st.recursive(
        leaves,
        lambda inner: st.tuples(
            st.sampled_from(["isolated", "passing"]), looks, st.lists(inner, max_size=4)
        ),
        max_leaves=5,
    ),
    min_size=1,
    max_size=5,
)


def document_of(tree, depth, seed=0):
    document = Document(WIDTH, HEIGHT, depth)
    random = np.random.default_rng(seed)
    for one in tree:
        document.insert_layer(layer_of(one, depth, random))
    return document


def layer_of(one, depth, random):
    what, look, *inside = one
    if inside:
        layer = GroupLayer("group", depth=depth)
        layer.children = tuple(layer_of(child, depth, random) for child in inside[0])
        layer.passes_through = what == "passing"
    elif what in ("invert", "blur"):
        layer = FakeAdjustment(what, 3 if what == "blur" else 0)
    else:
        layer = PixelLayer.from_pixels(what, pixels(random, depth, is_solid=what == "solid"))
    for name, value in look.items():
        if name != "mask":
            setattr(layer, name, value)
    if look["mask"] is not None:
        layer.mask = mask(random, look["mask"])
    return layer


def pixels(random, depth, *, is_solid, size=(150, 180)):
    """Soft blotches with clear and opaque places among them."""
    top = np.iinfo(depth).max
    coarse = random.integers(0, top + 1, (-(-size[0] // 16), -(-size[1] // 16), 4))
    out = np.kron(coarse, np.ones((16, 16, 1), int))[: size[0], : size[1]].astype(depth)
    out[::5, ::3] = random.integers(0, top + 1, 4)
    if is_solid:
        out[..., 3] = top
    else:
        out[40:70, :, 3] = 0
        out[:, 90:120, 3] = top
    return out


def mask(random, kind):
    coverage = random.integers(0, 256, (200, 240), dtype=np.uint8)
    if kind == 1:
        coverage[:100] = 255
        coverage[100:150] = 0
    return Mask.from_coverage(coverage, -20, -10)
