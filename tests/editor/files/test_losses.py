"""What is said of a file for other programs, and guides, which only we read."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.guides import Guides
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import ColourFill
from editor.document.layers import GroupLayer, Locks, PixelLayer
from editor.files.losses import losses_elsewhere
from editor.files.native import load, save
from editor.files.openraster.facts import BadFacts, DocumentFacts, document_facts


def layer(side: int) -> PixelLayer:
    pixels = np.random.default_rng(side).integers(0, 256, (side, side, 4), dtype=np.uint8)
    return PixelLayer.from_pixels("a", pixels)


def two_layers() -> Document:
    document = Document(8, 8)
    document.insert_layer(layer(8))
    document.insert_layer(layer(5))
    return document


def test_what_layers_of_other_kinds_lose_is_said_by_name():
    document = Document(4, 4)
    document.insert_layer(layer(4))
    document.insert_layer(FillLayer(ColourFill()))
    assert losses_elsewhere(document) == ("Other programs see fills as pixels.",)
    group = GroupLayer("Group")
    group.passes_through, group.opacity = True, 0.5
    document.insert_layer(group)
    document.layers[0].locks = Locks(alpha=True)
    document.layers[0].blend = BlendMode.VIVID_LIGHT
    document.set_guides(Guides((1.0,)))
    said = " ".join(losses_elsewhere(document))
    for word in ("fills", "half through", "locks", "guides", "Vivid light as Normal"):
        assert word in said


def test_guides_come_back(tmp_path, decoder):
    document = two_layers()
    document.set_guides(Guides((1.5, -20.0), (63.25,), locked=True))
    save(document, tmp_path / "a.ora")
    back = load(tmp_path / "a.ora", decoder)
    assert back.guides == document.guides
    assert back.digest() == document.digest()


@pytest.mark.parametrize(
    "guides", [{"across": ["x"]}, {"down": [1e99]}, {"down": [float("nan")]}, {"locked": 1}, [], 3]
)
def test_guides_that_cannot_be_true_are_not_believed(guides):
    facts = DocumentFacts(4, 4, "uint8", ()).to_json()
    assert document_facts(facts).guides.is_empty
    with pytest.raises(BadFacts):
        document_facts({**facts, "guides": guides})


def test_files_of_before_there_were_guides_open():
    facts = DocumentFacts(4, 4, "uint8", ()).to_json()
    del facts["guides"]
    assert document_facts(facts).guides.is_empty


def test_krita_hears_the_modes_that_openraster_has_no_name_for(tmp_path):
    document = two_layers()
    document.layers[1].blend = BlendMode.LINEAR_LIGHT
    save(document, tmp_path / "a.ora")
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        top = fromstring(archive.read("stack.xml")).find("stack")[0]
    assert top.get("composite-op") == "krita:linear light"
