"""Training runs on a machine that has torch, numpy, safetensors and Pillow, and nothing more."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALLOWED = {"numpy", "torch", "safetensors", "PIL", "ml"}
STARTS = (
    *sorted((ROOT / "ml" / "training").rglob("*.py")),
    *sorted((ROOT / "ml" / "layers").glob("*.py")),
    *sorted((ROOT / "ml" / "losses").glob("*.py")),
    *sorted((ROOT / "ml" / "systems").glob("*/network.py")),
    *sorted((ROOT / "ml" / "systems").glob("*/recipe.py")),
)


def imported(path: Path) -> Iterator[str]:
    """Names of modules that a file imports anywhere in it, also lazily."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(module: str) -> Path | None:
    """The file of one of our modules; None for a name inside a module."""
    path = ROOT.joinpath(*module.split("."))
    found = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in found if each.is_file()), None)


def foreign(path: Path) -> set[str]:
    """Packages that a file imports and a training machine does not have."""
    return {name.split(".")[0] for name in imported(path)} - ALLOWED - set(sys.stdlib_module_names)


def reached() -> set[Path]:
    """Our files that training needs, however far away."""
    found, waiting = set(STARTS), list(STARTS)
    while waiting:
        ours = (file_of(name) for name in imported(waiting.pop()) if name.split(".")[0] == "ml")
        new = {path for path in ours if path is not None} - found
        found |= new
        waiting += new
    return found


def test_there_is_something_to_look_at() -> None:
    assert len(STARTS) > 30
    assert "pydantic" in foreign(ROOT / "ml" / "store" / "card.py")


def test_training_needs_nothing_else() -> None:
    strange = {path.relative_to(ROOT).as_posix(): foreign(path) for path in reached()}
    assert {path: names for path, names in strange.items() if names} == {}
