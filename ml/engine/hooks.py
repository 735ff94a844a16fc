"""Makes every forward of a torch module a place where a cancel is felt."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Generator
from typing import Any


@contextlib.contextmanager
def checked_forwards(check: Callable[[], None]) -> Generator[None]:
    """Inside the block, `check` is called before the forward of every module of the process.

    One hook for all modules, so that no generator has to install its own. Does nothing while
    torch is not loaded: a generator that loads torch later is checked between its own steps.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        yield
        return

    def before(module: Any, arguments: Any) -> None:
        del module, arguments
        check()

    handle = torch.nn.modules.module.register_module_forward_pre_hook(before)
    try:
        yield
    finally:
        handle.remove()
