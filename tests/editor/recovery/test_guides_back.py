"""Guides that were there before the journal began come back with the picture."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.document import Document
from editor.document.guides import Guides
from editor.document.layer_commands import SetProperty
from editor.document.layers import PixelLayer
from editor.recovery.journal import Journal
from editor.recovery.restore import pending, restore


def test_guides_from_before_the_journal_come_back(tmp_path):
    document = Document(20, 20)
    document.insert_layer(PixelLayer.from_pixels("a", np.full((20, 20, 4), 9, np.uint8)))
    document.set_guides(Guides((3.0,), (4.5,), locked=True))
    journal = Journal(document, tmp_path)
    document.apply(SetProperty.of(document, document.layers[0].id, "opacity", 0.5))
    journal.close()
    (work,) = pending(tmp_path)
    back = restore(work, lambda path: pytest.fail(f"nothing should open {path}")).document
    assert back.guides == document.guides
    assert back.digest() == document.digest()
