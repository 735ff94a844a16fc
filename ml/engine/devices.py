"""Finds what can compute here without loading torch, and says it in words."""

from __future__ import annotations

import ctypes
import importlib.util
import logging
import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from ml.api.errors import BadInput

LOGGER = logging.getLogger(__name__)
CUDA_LIBRARIES = ("libcuda.so.1", "nvcuda.dll")


@dataclass(frozen=True)
class Device:
    """One place to compute: `name` as torch calls it, `title` for the artist."""

    name: str
    title: str
    memory_bytes: int


def cpu(threads: int) -> Device:
    cores = "1 core" if threads == 1 else f"{threads} cores"
    return Device("cpu", f"CPU, {cores}", _main_memory_bytes())


def available(threads: int) -> tuple[Device, ...]:
    """Every device that the installed torch could use, the best one first, the CPU last."""
    build = _torch_build()
    graphics: tuple[Device, ...] = ()
    if build == "cuda":
        graphics = _cuda_devices()
    elif build == "mac" and platform.machine() == "arm64":
        graphics = (Device("mps", "Apple graphics (Metal)", _main_memory_bytes()),)
    return (*graphics, cpu(threads))


def choose(wanted: str, devices: tuple[Device, ...]) -> Device:
    """The device called `wanted`; raises `BadInput` with what there is."""
    if wanted in ("auto", ""):
        return devices[0]
    name = "cuda:0" if wanted == "cuda" else wanted
    for device in devices:
        if device.name == name:
            return device
    names = ", ".join(device.name for device in devices)
    raise BadInput(f"There is no device {wanted!r} here; choose auto or one of: {names}.")


def _torch_build() -> str:
    """What the installed torch was built for, read from its version file: importing costs 2 s."""
    try:
        spec = importlib.util.find_spec("torch")
    except (ImportError, ValueError):
        return ""
    if spec is None or spec.origin is None:
        return ""
    if sys.platform == "darwin":
        return "mac"
    try:
        text = (Path(spec.origin).parent / "version.py").read_text(encoding="utf-8")
    except OSError:
        return ""
    return "cuda" if re.search(r"^cuda\s*(:[^=]+)?=\s*['\"]\d", text, re.MULTILINE) else "cpu"


def _cuda_devices() -> tuple[Device, ...]:
    """The NVIDIA cards by the driver's own library (CUDA driver API), without a context."""
    driver = _cuda_driver()
    if driver is None:
        return ()
    count = ctypes.c_int()
    if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count)):
        return ()
    return tuple(_cuda_device(driver, index) for index in range(count.value))


def _cuda_driver() -> ctypes.CDLL | None:
    for name in CUDA_LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            LOGGER.debug("no %s here", name)
    return None


def _cuda_device(driver: ctypes.CDLL, index: int) -> Device:
    handle = ctypes.c_int()
    title = ctypes.create_string_buffer(128)
    size = ctypes.c_size_t()
    driver.cuDeviceGet(ctypes.byref(handle), index)
    driver.cuDeviceGetName(title, len(title), handle)
    driver.cuDeviceTotalMem_v2(ctypes.byref(size), handle)
    return Device(f"cuda:{index}", title.value.decode(errors="replace"), size.value)


def _main_memory_bytes() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0
