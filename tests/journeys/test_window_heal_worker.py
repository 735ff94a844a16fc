"""The healing brush with the real worker: a scratch goes, its surroundings stay."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from window_program import open_window, wait_until

from editor.jobs import ClientOptions, open_client

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def test_a_scratch_is_healed_by_the_real_worker(qtbot: QtBot) -> None:
    with open_window(client=open_client(ClientOptions(device="cpu", spare=False))) as window:
        window.program.jobs.start()
        document = window.open(160, 120)
        plane = document.active.pixels
        random = np.random.default_rng(0)
        sky = np.full((120, 160, 4), 255, np.uint8)
        sky[..., :3] = (120, 150, 190) + random.integers(-4, 5, (120, 160, 3))
        scratched = sky.copy()
        scratched[58:62, 50:110, :3] = 0
        plane.write(document.canvas, scratched)
        toolbox = window.program.desk.toolbox
        toolbox.choose("heal")
        toolbox.set_option("heal", {"size": 14, "hardness": 1.0})
        window.drag((48, 60), (80, 60), (112, 60))
        wait_until(lambda: window.program.healing.is_idle, "the healing")
        healed = plane.read(document.canvas).astype(int)
        assert document.history.undo_title == "Heal"
        assert np.abs(healed[58:62, 50:110, :3] - (120, 150, 190)).max() < 30
        far = np.ones((120, 160), bool)
        far[44:76, 32:128] = False
        assert np.array_equal(healed[far], scratched[far])
