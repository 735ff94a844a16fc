"""Inpainting through the real worker: the fill is right, stops when told, and survives a kill."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import numpy as np
import pytest
from worker_jobs import client_of, until, until_over

from editor.cli.main import main
from editor.files.decoder import decode
from editor.files.mask_file import write_mask
from editor.files.raster import Picture
from editor.files.writer import export
from ml.api.client import Job
from ml.api.messages import Done, Failed, Noted, Progressed


def stripes(side: int, depth: str = "uint8") -> np.ndarray:
    """Slanted stripes: what a patch fill must continue."""
    y, x = np.mgrid[:side, :side]
    wave = 0.5 + 0.4 * np.sin((x + 0.5 * y) * 0.6)
    top = np.iinfo(depth).max
    return (np.stack([wave, 1 - wave, wave * 0.5], -1) * top).astype(depth)


def blob(side: int, low: float, high: float) -> np.ndarray:
    mask = np.zeros((side, side), np.uint8)
    mask[int(low * side) : int(high * side), int(low * side) : int(high * side)] = 255
    return mask


def test_the_command_line_fills_and_keeps_the_rest(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    clean, mask = stripes(160, "uint16"), blob(160, 0.4, 0.6)
    broken = clean.copy()
    broken[mask > 0] = 65535
    export(Picture(broken), tmp_path / "a.png")
    write_mask(mask, tmp_path / "m.png")
    files = ["--image", tmp_path / "a.png", "--mask", tmp_path / "m.png"]
    words = ["run", "inpaint", *files, "--output", tmp_path / "o.png", "--mode", "patch"]
    assert main([*map(str, words), "--grow", "2", "--feather", "3", "--json", "--quiet"]) == 0
    report = json.loads(capfd.readouterr().out)
    assert report["info"]["method"] == "patch"
    assert report["info"]["seam"] < 3
    filled = decode(tmp_path / "o.png").pixels
    wide = blob(160, 0.4, 0.6)
    wide[59:101, 59:101] = 255
    np.testing.assert_array_equal(filled[wide == 0], broken[wide == 0])
    error = np.abs(filled[mask > 0].astype(float) - clean[mask > 0]).mean() / 65535
    assert error < 0.1


def job(side: int = 900) -> Job:
    image, mask = stripes(side), blob(side, 0.2, 0.8)
    inputs = {"image": [image], "mask": [mask]}
    return Job("inpaint", {"mode": "patch"}, inputs)


def small_job() -> Job:
    inputs = {"image": [stripes(96)], "mask": [blob(96, 0.4, 0.6)]}
    return Job("inpaint", {"mode": "auto", "quality": "draft"}, inputs)


def test_a_long_fill_stops_and_the_same_worker_goes_on() -> None:
    with client_of(catalog="ml.catalog:CATALOG", grace_s=30.0) as client:
        client.run(small_job())
        ready = client.wait_until_ready(200)
        client.poll()
        number = client.submit(job())
        until(client, Progressed, number)
        client.cancel(number)
        last = until_over(client, number)[-1]
        assert isinstance(last, Failed)
        assert last.code == "cancelled"
        assert isinstance(until_over(client, client.submit(small_job()))[-1], Done)
        # No second worker was needed: the fill itself felt the cancel.
        assert client.ready is ready


@pytest.mark.skipif(os.name != "posix", reason="kills with POSIX signals")
def test_a_kill_in_the_middle_of_a_fill_costs_only_that_fill() -> None:
    with client_of(catalog="ml.catalog:CATALOG", spare=True) as client:
        heard = until_over(client, client.submit(small_job()))
        assert any("No learned model" in m.sentence for m in heard if isinstance(m, Noted))
        workers = multiprocessing.active_children()
        number = client.submit(job())
        until(client, Progressed, number)
        for worker in workers:
            worker.kill()
        last = until_over(client, number)[-1]
        assert isinstance(last, Failed)
        assert last.code == "worker_died"
        assert isinstance(until_over(client, client.submit(small_job()))[-1], Done)
