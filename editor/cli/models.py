"""`models`: what is installed, and how to get, check and remove it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

from editor.cli.arguments import Parser
from editor.cli.problems import UsageProblem
from editor.cli.progress_line import ProgressLine
from ml.api.validation import suggestion
from ml.store.store import ModelState, ModelStore

Action = Callable[[ModelStore, Sequence[str]], int]


def main(words: Sequence[str]) -> int:
    """`list` where no action is named."""
    action, *rest = list(words) or ["list"]
    if action in ("-h", "--help"):
        print(_HELP)
        return 0
    if action.startswith("--"):
        action, rest = "list", list(words)
    if action not in _ACTIONS:
        raise UsageProblem(f"models has no action {action!r}{suggestion(action, _ACTIONS)}")
    return _ACTIONS[action](ModelStore(), rest)


_HELP = """\
usage: pentimento models list [--json]
       pentimento models install NAME... | --recommended
       pentimento models verify [NAME...]
       pentimento models remove NAME..."""


def _list(store: ModelStore, words: Sequence[str]) -> int:
    parser = Parser("models list", "All models that can be installed by name.")
    parser.add_argument("--json", action="store_true", help="one JSON array")
    found = parser.read(words)
    states = store.list()
    width = max((len(state.card.id) for state in states), default=0)
    if found.json:
        print(json.dumps([_entry(state) for state in states], ensure_ascii=False))
        return 0
    for state in states:
        size = f"{state.card.size_bytes / 1e6:.3g} MB"
        print(f"{state.card.id:{width}} {_mark(state):14} {size:>8}  {state.card.title}")
        print(f"{'':{width}} {state.card.licence}. {state.card.note}")
    for own in store.own.list():
        use = f"for {own.family}" if own.family else "of a kind that nothing here can read"
        print(f"{own.name:14} your own file, {use}")
    return 0


def _mark(state: ModelState) -> str:
    if state.is_bundled:
        return "bundled"
    return "installed" if state.is_installed else "not installed"


def _entry(state: ModelState) -> dict[str, object]:
    card = state.card.model_dump(mode="json")
    facts = {"installed": state.is_installed, "bundled": state.is_bundled}
    return {**card, **facts, "path": str(state.path or "")}


def _names(store: ModelStore, action: str, words: Sequence[str]) -> list[str]:
    """The named models, all known; raises `UsageProblem`."""
    parser = Parser(f"models {action}", f"{action.title()} models by name.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--recommended", action="store_true", help="what a new machine should have")
    found = parser.read(words)
    names = list(found.names)
    if found.recommended:
        names += [card.id for card in store.recommended() if card.id not in names]
    known = [state.card.id for state in store.list()]
    for name in names:
        if name not in known:
            raise UsageProblem(f"There is no model called {name!r}{suggestion(name, known)}")
    return names


def _needed(store: ModelStore, action: str, words: Sequence[str]) -> list[str]:
    names = _names(store, action, words)
    if not names:
        known = ", ".join(state.card.id for state in store.list())
        raise UsageProblem(f"Name the model to {action}; there are: {known}.")
    return names


def _install(store: ModelStore, words: Sequence[str]) -> int:
    for name in _needed(store, "install", words):
        card = store.card(name)
        print(f"{card.title}: licence {card.licence}", file=sys.stderr)
        line = ProgressLine(f"Installing {name}")
        try:
            path = store.install(name, line.download)
        finally:
            line.end()
        print(path)
    return 0


def _verify(store: ModelStore, words: Sequence[str]) -> int:
    names = _names(store, "verify", words)
    for name in names or list(store.installed()):
        store.verify(name)
        print(f"{name}: whole")
    return 0


def _remove(store: ModelStore, words: Sequence[str]) -> int:
    installed = store.installed()
    for name in _needed(store, "remove", words):
        if name not in installed:
            raise UsageProblem(f"The model {name} is not installed, so there is nothing to remove.")
        store.remove(name)
        print(f"{name}: removed")
    return 0


_ACTIONS: dict[str, Action] = {
    "list": _list,
    "install": _install,
    "verify": _verify,
    "remove": _remove,
}
