"""Finds in the source what the window will say without giving it to `tr` itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

SAYING = frozenset({"tr", "tell", "trouble"})
"""Calls whose first argument is shown."""
STEPPING = frozenset(
    {"Compound", "Property", "ReplaceLayer", "RemoveLayer", "replace_mask", "join"}
)
"""Calls that make a step: what it is called stands among their arguments."""
TITLE = "title"
_WORDS = re.compile(r"[A-Z][a-z]+( \S+)*")


def said_in(source: str) -> Iterator[str]:
    """The texts that a source file gives to `tr`."""
    for call in _calls(ast.parse(source)):
        if _name(call) == "tr" and call.args:
            yield from _texts(call.args[:1])


def shown_in(source: str) -> Iterator[str]:
    """Those, and the sentences that are told, and what steps of the history are called."""
    tree = ast.parse(source)
    for call in _calls(tree):
        if _name(call) in SAYING:
            yield from _texts(call.args[:1])
        elif _name(call) in STEPPING:
            yield from filter(_WORDS.fullmatch, _texts(call.args))
        if _name(call) != "param":
            yield from _texts([word.value for word in call.keywords if word.arg == TITLE])
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and _is_title(node.target) and node.value is not None:
            yield from _texts([node.value])
        elif isinstance(node, ast.arguments) and node.defaults:
            named = zip(node.args[-len(node.defaults) :], node.defaults, strict=True)
            yield from _texts([default for word, default in named if word.arg == TITLE])
        elif isinstance(node, ast.Assign) and all(map(_is_constant, node.targets)):
            yield from filter(_WORDS.fullmatch, _texts([node.value]))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    """What is called, without what it belongs to."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _texts(values: list[ast.expr]) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def _is_title(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == TITLE


def _is_constant(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id in ("TITLE", "WRITE", "DESELECT", "BEGIN")
