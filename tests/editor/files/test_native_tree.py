"""Groups, clipping, locks, adjustments and kept selections in files, for us and for others."""

from __future__ import annotations

import json
import shutil
import zipfile

import layer_trees
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from layer_trees import trees

from editor.document.blending import BlendMode
from editor.document.commands import AddLayer, save_channel
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import ColourFill
from editor.document.kinds.registry import KINDS
from editor.document.kinds.vector.layer import VectorLayer, group_of
from editor.document.layers import ColourLabel, GroupLayer, Locks, PixelLayer
from editor.document.mask import Mask
from editor.files.native import load, save
from editor.files.openraster import names
from editor.files.openraster.facts import GROUP, PIXEL, RECORDED_KINDS
from editor.files.problems import DamagedFile
from ml.api.regions import Box
from ml.vector.shapes import Contour, Drawing, Flat, Shape

calm = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def real_adjustments(monkeypatch):
    """Trees with adjustments that can be written down."""

    def adjustment(name, radius=0):
        return AdjustmentLayer.of("blur" if radius else "invert")

    monkeypatch.setattr(layer_trees, "FakeAdjustment", adjustment)


def strip_ours(path, to):
    """The file as a program wrote it that knows OpenRaster and nothing else."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for member in old.namelist():
            if not member.startswith("pentimento/"):
                new.writestr(member, old.read(member))


@calm
@given(tree=trees, depth=st.sampled_from(["uint8", "uint16"]), data=st.data())
def test_any_tree_comes_back_to_the_last_bit(
    decoder, tmp_path, real_adjustments, tree, depth, data
):
    document = layer_trees.document_of(tree, depth)
    for layer in document.walk():
        layer.locks = data.draw(st.builds(Locks, st.booleans(), st.booleans(), st.booleans()))
        layer.label = data.draw(st.sampled_from(ColourLabel))
        if isinstance(layer, GroupLayer):
            layer.is_open = data.draw(st.booleans())
    document.selection = Mask.of_box(Box(3, 4, 30, 40))
    document.apply(save_channel(document, "Sky"))
    path = tmp_path / "a.ora"
    save(document, path)
    read = load(path, decoder)
    assert read.digest() == document.digest()
    groups = [layer for layer in document.walk() if isinstance(layer, GroupLayer)]
    assert [read.layer(group.id).is_open for group in groups] == [g.is_open for g in groups]
    assert read.channels[0].name == "Sky"
    before = path.read_bytes()
    save(read, path)
    assert path.read_bytes() == before


@calm
@given(tree=trees)
def test_others_see_the_picture(decoder, tmp_path, real_adjustments, tree):
    """On an opaque background; what is partly clear cannot be told to them exactly."""
    document = layer_trees.document_of(tree, "uint8")
    ground = np.full((document.height, document.width, 4), 255, np.uint8)
    ground[..., 0] = np.arange(document.width) % 256
    background = PixelLayer.from_pixels("ground", ground)
    whole = Document(document.width, document.height)
    whole.insert_layer(background)
    for layer in document.layers:
        whole.insert_layer(layer)
    path, other = tmp_path / "a.ora", tmp_path / "b.ora"
    save(whole, path)
    strip_ours(path, other)
    seen = flatten(load(other, decoder)).astype(int)
    away = np.abs(seen - flatten(whole))
    assert np.median(away) <= 1
    assert away.mean() < 4


def everything() -> Document:
    """A document with a layer of each kind that an artist adds."""
    document = Document(200, 120)
    ground = np.full((120, 200, 4), 255, np.uint8)
    ground[..., 1] = np.arange(200)
    document.insert_layer(PixelLayer.from_pixels("ground", ground))
    document.insert_layer(AdjustmentLayer.of("invert"))
    document.layers[1].mask = Mask.of_box(Box(0, 0, 100, 120))
    clear = PixelLayer.from_pixels("spot", ground[:50, :60], (90, 30))
    document.insert_layer(clear)
    above = PixelLayer.from_pixels("clipped", 255 - ground[:80, :80] // 2, (80, 20))
    above.clips, above.blend = True, BlendMode.SCREEN
    document.insert_layer(above)
    group = GroupLayer("group", (FillLayer(ColourFill()), AdjustmentLayer.of("blur")))
    group.passes_through = False
    group.mask, group.opacity = Mask.of_box(Box(0, 80, 70, 120)), 0.5
    document.insert_layer(group)
    return document


def test_a_document_of_every_kind_looks_alike_in_other_programs(decoder, tmp_path):
    document = everything()
    path, other = tmp_path / "a.ora", tmp_path / "b.ora"
    save(document, path)
    assert load(path, decoder).digest() == document.digest()
    strip_ours(path, other)
    away = np.abs(flatten(load(other, decoder)).astype(int) - flatten(document))
    assert away.max() <= 2


def test_others_get_no_more_of_an_effect_than_its_mask_lets_through(decoder, tmp_path):
    document = Document(400, 300)
    ground = np.full((300, 400, 4), 255, np.uint8)
    ground[..., 0] = np.arange(400) % 256
    document.insert_layer(PixelLayer.from_pixels("ground", ground))
    adjustment = AdjustmentLayer.of("invert")
    adjustment.mask = Mask.of_box(Box(30, 40, 50, 52))
    document.insert_layer(adjustment)
    spot = PixelLayer.from_pixels("spot", 255 - ground[:20, :10], (300, 200))
    group = GroupLayer("half", (spot,))
    group.opacity = 0.5
    document.insert_layer(group)
    path, other = tmp_path / "a.ora", tmp_path / "b.ora"
    save(document, path)
    strip_ours(path, other)
    seen = load(other, decoder)
    flat = [layer.bounds for layer in seen.walk() if layer.name in ("Invert", "half")]
    assert Box(30, 40, 50, 52) in flat
    assert Box(300, 200, 310, 220) in flat
    assert np.abs(flatten(seen).astype(int) - flatten(document)).max() <= 1


def test_stack_xml_nests_the_groups(tmp_path):
    group = GroupLayer("g", (PixelLayer.from_pixels("in", np.full((5, 5, 3), 9, np.uint8)),))
    group.passes_through = False
    document = Document(20, 20)
    document.insert_layer(group)
    save(document, tmp_path / "a.ora")
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        text = archive.read("stack.xml").decode()
    assert '<stack name="g" isolation="isolate"' in text
    assert text.index("<stack name") < text.index('name="in"') < text.index("</stack>\n </stack>")


def test_a_record_that_was_cut_is_noticed(decoder, tmp_path):
    document = everything()
    path, broken = tmp_path / "a.ora", tmp_path / "b.ora"
    save(document, path)
    shutil.copy(path, broken)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            new.writestr(member, data[:-3] if member.startswith("pentimento/records") else data)
    with pytest.raises(DamagedFile):
        load(broken, decoder)


def test_a_kind_of_a_later_version_is_shown_as_others_show_it(decoder, tmp_path):
    document = everything()
    path, later = tmp_path / "a.ora", tmp_path / "b.ora"
    save(document, path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(later, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if member == names.FACTS:
                facts = json.loads(data)
                facts["layers"][1]["kind"] = "hologram"
                data = json.dumps(facts).encode()
            new.writestr(member, data)
    away = np.abs(flatten(load(later, decoder)).astype(int) - flatten(document))
    assert away.max() <= 2


def test_vector_layers_come_back_as_shapes(decoder, tmp_path):
    page = Contour.polygon([(2, 3), (50, 9), (30, 38)])
    drawing = Drawing(60, 40, (Shape((page,), Flat((0.2, 0.5, 0.8)), 0.7, name="Sail"),))
    document = Document(60, 40, depth="uint16")
    document.apply(AddLayer(group_of(drawing, "Shapes", "uint16"), None, "Vector layers"))
    path = tmp_path / "vector.ora"
    save(document, path)
    read = load(path, decoder)
    assert read.digest() == document.digest()
    shapes = [layer for layer in read.walk() if isinstance(layer, VectorLayer)]
    assert [shape.name for shape in shapes] == ["Sail"]


def test_files_know_every_kind() -> None:
    assert {kind.id for kind in KINDS} == {PIXEL, GROUP, *RECORDED_KINDS}
