"""How a client is set up, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ml.api.client_vitals import Patience
from ml.api.images import Pixels
from ml.api.params import Scalar


def _no_weights() -> Mapping[str, Path]:
    return {}


@dataclass(frozen=True)
class ClientOptions:
    """How the client works.

    `catalog` is "module:NAME" of a tuple of specs; `device` is auto, cpu, cuda:N or mps;
    `threads` 0 means every core this process may use; `spare` keeps a second worker ready, so
    that a hard kill costs no start; `grace_s` is how long a cancelled job may take to obey;
    `weights` tells the files of installed models by card id, and own files by `family/name`; it
    is asked anew for each job;
    `shared_limit_bytes` bounds shared memory, beyond which files in `scratch_folder` serve.
    """

    catalog: str = "ml.catalog:CATALOG"
    device: str = "auto"
    threads: int = 0
    spare: bool = True
    grace_s: float = 0.7
    log_folder: Path | None = None
    scratch_folder: Path | None = None
    shared_limit_bytes: int | None = None
    weights: Callable[[], Mapping[str, Path]] = _no_weights
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Result:
    """A finished job: the image in the depth asked for, coverage as uint8 where there is one.

    `peak_bytes` is the most main memory that the worker held meanwhile; 0 where it cannot tell.
    `texts` are results that are no pixels, by the name of their output port.
    """

    image: Pixels
    coverage: Pixels | None
    info: Mapping[str, Scalar]
    seconds: float
    device: str
    peak_bytes: int = 0
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
