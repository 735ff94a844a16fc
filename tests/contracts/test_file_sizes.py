"""Files and functions stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("benchmarks", "editor", "installation", "ml", "plugins", "resources", "tests")
FILE_LINES = 400
FUNCTION_LINES = 40

# The sole exceptions, each with its reason: {"path": "why it may be longer"}.
LONG_FILES: dict[str, str] = {}
_TABLE = "a table of menu entries: one after the other, nothing is decided"
LONG_FUNCTIONS: dict[str, str] = {
    "editor/actions_edit.py:edit_actions": _TABLE,
    "editor/actions_file.py:file_actions": _TABLE,
    "editor/actions_generate.py:generate_actions": _TABLE,
}


def sources() -> list[Path]:
    """Every Python file of ours."""
    found = [ROOT / "main.py", ROOT / "start.py"]
    for folder in FOLDERS:
        found += (ROOT / folder).rglob("*.py")
    return sorted(found)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def long_functions(path: Path) -> dict[str, int]:
    """Functions of a file that are too long, with the lines from `def` to their end."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return {
        f"{name_of(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for node in functions
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }


def test_there_is_something_to_measure() -> None:
    assert len(sources()) > 50


def test_no_file_is_too_long() -> None:
    lines = {name_of(path): len(path.read_bytes().splitlines()) for path in sources()}
    too_long = {name: count for name, count in lines.items() if count > FILE_LINES}
    assert {name: too_long[name] for name in too_long.keys() - LONG_FILES.keys()} == {}


def test_no_function_is_too_long() -> None:
    found: dict[str, int] = {}
    for path in sources():
        found |= long_functions(path)
    assert {name: found[name] for name in found.keys() - LONG_FUNCTIONS.keys()} == {}
    assert LONG_FUNCTIONS.keys() <= found.keys(), "an exception that is needed no more"


def test_a_long_function_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.py"
    path.write_text("def paint():\n" + "    x = 1\n" * FUNCTION_LINES)
    monkeypatch.setitem(long_functions.__globals__, "ROOT", tmp_path)
    assert long_functions(path) == {"long.py:paint": FUNCTION_LINES + 1}


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_every_file_says_why_it_exists(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    if content.strip():
        assert ast.get_docstring(ast.parse(content)), f"{name_of(path)} has no module docstring"
