"""The actions of the Generate menu: run, stop, keep, walk, and what plug-ins add."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action, ActionBook, DuplicateAction
from editor.desk import Desk
from editor.docks.generate import GenerateDock
from editor.plugin_host import PluginHost
from editor.runs import Runs
from editor.workbench import Workbench
from plugins.api import ActionOffer, Needs


def generate_actions(desk: Desk, dock: GenerateDock, bench: Workbench, runs: Runs) -> list[Action]:
    """Everything that goes on between the press of Run and the kept layer."""

    def not_ready() -> str:
        name = dock.open_task
        return bench.why_not(name) if name else "Open a task in the Generate panel first."

    def nothing_runs() -> str:
        return "" if runs.is_running else "Nothing is running."

    def no_result() -> str:
        return "" if bench.has_result else "There is no result to look at."

    def make(
        name: str,
        title: str,
        run: Callable[[], object],
        *keys: str,
        icon: str,
        why_not: Callable[[], str],
    ) -> Action:
        group = "result" if why_not is no_result else "run"
        return Action(
            id=f"generate.{name}",
            title=title,
            run=lambda: void(run()),
            keys=keys,
            icon=icon,
            menu="Generate",
            group=group,
            why_not=why_not,
        )

    return [
        make("run", "Run", bench.run, "Ctrl+Return", "Ctrl+Enter", icon="run", why_not=not_ready),
        make("stop", "Stop", runs.stop, "Shift+X", icon="cancel", why_not=nothing_runs),
        make("repeat", "Repeat the last", bench.repeat, "Ctrl+F", icon="reset", why_not=not_ready),
        make("keep", "Keep the result", bench.keep, icon="check", why_not=no_result),
        make("drop", "Drop the result", runs.drop, icon="clear", why_not=no_result),
        make("next", "Next variation", lambda: bench.walk(1), icon="right", why_not=no_result),
        make(
            "earlier", "Earlier variation", lambda: bench.walk(-1), icon="left", why_not=no_result
        ),
        make("seam", "Correct the seam", runs.correct_seam, icon="seam", why_not=no_result),
    ]


def add_offers(book: ActionBook, host: PluginHost, desk: Desk, runs: Runs) -> list[str]:
    """Take in what plug-ins offer; returns a sentence for each that had to be left out."""
    sentences: list[str] = []
    for plugin in host.plugins:
        for offer in plugin.actions:
            try:
                book.add(_of_offer(offer, host, desk, runs))
            except DuplicateAction as error:
                sentences.append(f"{plugin.title}: {offer.title} was left out. {error}")
    return sentences


def _of_offer(offer: ActionOffer, host: PluginHost, desk: Desk, runs: Runs) -> Action:
    def why_not() -> str:
        document = desk.document
        if document is None:
            return desk.no_document()
        if offer.needs is Needs.MASK and document.selection.is_empty:
            return "Paint a mask first."
        if offer.needs is Needs.RESULT and not runs.has_result:
            return "There is no result to look at."
        return ""

    return Action(
        id=offer.id,
        title=offer.title,
        run=lambda: host.act(offer),
        keys=offer.keys,
        icon=offer.icon,
        menu=offer.menu,
        group="plugins",
        why_not=why_not,
    )


def void(_result: object) -> None:
    """An action answers nothing."""
