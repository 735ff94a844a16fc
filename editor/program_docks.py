"""The docks of a running editor, from the top of the column to its foot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from editor.docks.history_pictures import HistoryPictures
from editor.docks.late import LateDock
from editor.docks.references import ReferencesDock
from editor.lazy import late
from editor.shown_colours import to_display

if TYPE_CHECKING:
    # Heavy, and not needed before the window stands.
    from editor.docks.colours import ColoursDock
    from editor.docks.history import HistoryDock
    from editor.docks.labels import LabelsDock
    from editor.docks.latent_pad import LatentPad
    from editor.docks.layers import LayersDock
    from editor.docks.navigator import NavigatorDock
    from editor.docks.properties import PropertiesDock, PropertiesWork
    from editor.docks.selections import SelectionsDock
    from editor.program import Program

_history_dock = late("editor.docks.history:HistoryDock")
_colours_dock = late("editor.docks.colours:ColoursDock")
_layers_dock = late("editor.docks.layers:LayersDock")
_navigator_dock = late("editor.docks.navigator:NavigatorDock")
_jobs_dock = late("editor.docks.jobs:JobsDock")
_labels_dock = late("editor.docks.labels:LabelsDock")
_latent_around = late("editor.latent_work:Around")
_latent_pad = late("editor.docks.latent_pad:LatentPad")
_latent_work = late("editor.latent_work:LatentWork")
_properties_dock = late("editor.docks.properties:PropertiesDock")
_properties_work = late("editor.docks.properties:PropertiesWork")
_selections_dock = late("editor.docks.selections:SelectionsDock")


LATENT = "latent"
"""The family of models that the pad shows."""


@dataclass(frozen=True)
class Docks:
    """The docks by name; what is heavy is built when somebody looks at it."""

    layers: LateDock[LayersDock]
    navigator: LateDock[NavigatorDock]
    colours: LateDock[ColoursDock]
    properties: LateDock[PropertiesDock]
    history_pictures: HistoryPictures
    history: LateDock[HistoryDock]
    selections: LateDock[SelectionsDock]
    labels: LateDock[LabelsDock]
    references: ReferencesDock


def make_docks(program: Program) -> Docks:
    """All docks; they get their places in `place_docks`."""
    book, icons, desk = program.desk.book, program.icons, program.desk
    pictures = HistoryPictures(desk.background, to_display, desk)
    snapshots, channels = program.works.snapshots, program.works.channels
    return Docks(
        layers=LateDock(lambda: _make_layers(program)),
        navigator=LateDock(lambda: _navigator_dock(program.canvas, desk.background, to_display)),
        colours=LateDock(lambda: _colours_dock(desk.toolbox.colours, icons, to_display)),
        properties=LateDock(lambda: _properties_dock(icons, _work_on_properties(program))),
        history_pictures=pictures,
        history=LateDock(lambda: _history_dock(book, icons, pictures, snapshots)),
        selections=LateDock(lambda: _selections_dock(book, icons, channels)),
        labels=LateDock(lambda: _make_labels(program)),
        references=ReferencesDock(icons),
    )


def place_docks(program: Program, docks: Docks) -> None:
    """Each in its place; a later one may stand as a tab beside an earlier one."""
    # Small pictures of steps are made before anybody looks at the dock that shows them.
    program.works.snapshots.kept = docks.history_pictures.keep
    add = program.add_dock
    add("generate", "Generate", program.generate)
    add("navigator", "Navigator", docks.navigator, tab_with="generate")
    add("colours", "Colours", docks.colours, tab_with="generate")
    add("properties", "Properties", docks.properties, tab_with="generate")
    add("labels", "Labels", docks.labels, tab_with="generate")
    add("layers", "Layers", docks.layers)
    add("history", "History", docks.history, tab_with="layers")
    add("selections", "Selections", docks.selections, tab_with="history")
    # A press on the running job in the status bar opens it.
    jobs = partial(_jobs_dock, program.ledger, program.icons)
    add("jobs", "Jobs", jobs, tab_with="selections", shown=False)
    add("references", "References", docks.references, tab_with="history")
    latent = partial(_make_latent, program)
    add("latent", "Latent pad", latent, tab_with="generate", shown=False)


def _make_latent(program: Program) -> LatentPad:
    def models() -> tuple[tuple[str, ...], str]:
        store = program.open_store()
        return store.names(LATENT), str(store.own.folder)

    pad = _latent_pad()
    # Lives as long as the pad, which is its parent.
    around = _latent_around(models, program.pictures.asker.place_to_save)
    _latent_work(program.desk, pad, program.jobs, around)
    return pad


def _make_layers(program: Program) -> LayersDock:
    dock: LayersDock = _layers_dock(program.desk.book, program.icons)
    dock.alone_asked.connect(program.works.tree.isolate)
    dock.opened.connect(lambda: program.docks.open("properties"))
    return dock


def _make_labels(program: Program) -> LabelsDock:
    asker, toolbox = program.pictures.asker, program.desk.toolbox
    dock = _labels_dock(program.desk.book, program.icons, program.works.labels, asker)
    toolbox.chosen.connect(dock.show_tool)
    dock.show_tool(toolbox.current.id)
    return dock


def _work_on_properties(program: Program) -> PropertiesWork:
    desk = program.desk
    return _properties_work(
        trigger=program.shell.trigger,
        in_background=lambda work, then: desk.background.run(work, then, desk.fail),
        pick_grey=program.adjusting.pick_grey,
        run_again=program.live.run_again,
    )
