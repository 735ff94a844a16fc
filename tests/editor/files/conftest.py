"""A decoder shared by the tests of one worker, and where the corpus lies, if it does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editor.files.decoder import Decoder


@pytest.fixture(scope="session")
def decoder():
    with Decoder() as shared:
        yield shared


@pytest.fixture(scope="session")
def corpus() -> Path:
    named = os.environ.get("PENTIMENTO_CORPUS")
    folder = Path(named) if named else Path(__file__).parents[4] / "shared" / "data" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of test pictures is not beside this checkout")
    return folder
