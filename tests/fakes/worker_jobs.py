"""What the tests of client and worker share: small pictures, jobs, and a client of the fakes."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from ml.api.client import ClientOptions, Job, WorkerClient
from ml.api.client_vitals import Patience
from ml.api.messages import AnyFromWorker, Done, Failed

SIDE_PX = 32
QUICK = Patience(stopped_s=1.0, waiting_s=20.0, busy_s=90.0, unknown_s=30.0, ping_s=0.3)


def picture(side_px: int = SIDE_PX, channels: int = 3, depth: str = "uint8") -> np.ndarray:
    top = np.iinfo(depth).max
    return np.random.default_rng(1).integers(0, top + 1, (side_px, side_px, channels), depth)


def square(side_px: int = SIDE_PX) -> np.ndarray:
    mask = np.zeros((side_px, side_px), np.uint8)
    mask[8:16, 8:20] = 255
    return mask


def job(act: str = "paint", generator: str = "fake", **params: object) -> Job:
    values = {"act": act, **params}
    return Job(generator, values, {"image": [picture()], "mask": [square()]})


def options(**changes: object) -> ClientOptions:
    values = {"catalog": "fake_catalog:CATALOG", "spare": False, "patience": QUICK, "threads": 1}
    return ClientOptions(**{**values, **changes})


@contextmanager
def client_of(**changes: object) -> Generator[WorkerClient]:
    """A started client; its workers do not import the test runner again."""
    main = sys.modules["__main__"]
    with patch.object(main, "__spec__", None), patch.object(main, "__file__", None, create=True):
        with WorkerClient(options(**changes)) as client:
            yield client


def until_over(client: WorkerClient, number: int) -> list[AnyFromWorker]:
    """Every message up to the end of this job."""
    heard: list[AnyFromWorker] = []
    while True:
        for message in client.poll(60.0):
            heard.append(message)
            if isinstance(message, Done | Failed) and message.job == number:
                return heard


def until(client: WorkerClient, kind: type, number: int) -> AnyFromWorker:
    """The first message of this kind for this job; fails when the job ends before."""
    while True:
        for message in client.poll(60.0):
            if isinstance(message, kind) and getattr(message, "job", number) == number:
                return message
            if isinstance(message, Done | Failed) and message.job == number:
                raise AssertionError(f"the job ended with {message}")
