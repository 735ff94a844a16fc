"""The objects of one running editor, built in the one order in which they need each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from editor.action_button import ActionButton
from editor.actions import Action
from editor.actions_arrange import arrange_actions
from editor.actions_generate import add_offers, generate_actions
from editor.actions_menu import Menus
from editor.actions_subject import subject_actions
from editor.actions_tools import SPOTS
from editor.actions_view import view_actions
from editor.appearance import Appearance
from editor.canvas.view import CanvasView
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.docks.generate import GenerateDock
from editor.docks.task import PanelFace
from editor.document.document import Document
from editor.dropping import usual_targets
from editor.job_ledger import JobLedger
from editor.jobs import Client, Jobs
from editor.keyboard import Keyboard
from editor.language import language_names
from editor.lazy import late
from editor.live_layers import LiveLayers, live_actions
from editor.log import Log
from editor.missing_models import MissingModels
from editor.model_offers import ModelOffers
from editor.pace_file import PaceFile
from editor.pictures import Pictures
from editor.platform.folders import cache_folder, data_folder
from editor.plugin_host import PluginHost
from editor.program_book import fill_book
from editor.program_docks import make_docks, place_docks
from editor.reference_shelf import ReferenceShelf
from editor.runs import Road, Runs
from editor.safekeeping import Safekeeping
from editor.selecting import Selecting
from editor.session import Session
from editor.settings import SettingsFile
from editor.shape_files import ShapeFiles
from editor.shell import WindowShell
from editor.shown_colours import canvas_colours, to_display
from editor.source_painting import SourcePainting
from editor.staleness import Staleness
from editor.steps import Steps
from editor.style_pictures import StylePictures
from editor.style_work import join_styles
from editor.swap_maps import SwapMaps
from editor.tabs import Tabs
from editor.tools.tool import Tool
from editor.vector_work import join_vectors
from editor.widgets.colour_swatch import ColourSwatch
from editor.widgets.dock_room import DockRoom, Place
from editor.widgets.drop_overlay import DropOverlay
from editor.widgets.empty_state import EmptyState
from editor.widgets.icons import Icons
from editor.widgets.notice import Notice
from editor.widgets.params_form import NamesOf
from editor.widgets.stage import Stage
from editor.widgets.status_bar import StatusBar
from editor.widgets.theme import Theme
from editor.widgets.tool_options import ToolOptionsBar
from editor.widgets.tool_rail import ToolRail
from editor.window import MainWindow, Parts
from editor.workbench import Workbench
from ml import catalog
from plugins.loader import Loader
from resources import index

if TYPE_CHECKING:
    # Heavy, and not needed before the window stands.
    from editor.dialogs.preferences import PreferencesDialog
    from editor.docks.colours import ColoursDock
    from editor.docks.layers import LayersDock
    from editor.docks.navigator import NavigatorDock
    from editor.docks.properties import PropertiesDock
    from editor.healing import Healing
    from ml.store.store import ModelStore

_model_store = late("ml.store.store:ModelStore")
_healing = late("editor.healing:Healing")
_preferable = late("editor.dialogs.preferences:Preferable")
_preferences = late("editor.dialogs.preferences:PreferencesDialog")


@dataclass(frozen=True)
class Setting:
    """What a program is built from; tests give a client that answers at once."""

    theme: Theme
    settings: SettingsFile
    log: Log
    client: Client
    road: Road
    loader: Loader
    recovery_home: Path
    make_asker: Callable[[Icons, Stage], Asker] = Asker
    open_store: Callable[[], ModelStore] = _model_store
    theme_folder: Path = field(default_factory=lambda: cache_folder() / "theme")
    pace_file: Path = field(default_factory=lambda: data_folder() / "paces.json")


class Program:
    """All parts of the editor by name; `editor.wiring` joins their signals."""

    def __init__(self, setting: Setting) -> None:
        self.settings = setting.settings
        self.open_store = setting.open_store
        self.log = setting.log
        self.icons = Icons(setting.theme)
        self.appearance = Appearance(
            setting.settings, self.icons, theme=setting.theme, folder=setting.theme_folder
        )
        self.session = Session()
        self.tabs: Tabs | None = None
        self.mask_buttons: list[ActionButton] = []
        self.devices: tuple[str, ...] = ()
        self._build_middle(setting)
        home = setting.recovery_home
        self.keeping = Safekeeping(self.session, home, self.desk.background.run)
        asker = setting.make_asker(self.icons, self.stage)
        self.pictures = Pictures(self.desk, asker, self.keeping)
        self.jobs = Jobs(setting.client, self.desk)
        self.paces = PaceFile(setting.pace_file, self.desk.background.run)
        self.ledger = JobLedger(self.jobs, self.paces.table)
        self.runs = Runs(self.jobs, setting.road, self.desk.background.run, self.desk)
        self._healing: Healing | None = None
        self.desk.toolbox.when_made("heal", self._heal_with)
        self.shell = WindowShell(self.desk, self.icons, setting.log, self.appearance)
        self.works = fill_book(self)
        self.image, self.adjusting = self.works.image, self.works.adjusting
        self._build_generate(setting)
        self._build_window()

    @property
    def layers(self) -> LayersDock:
        """The stack of layers; this and the next two are built when first asked for or seen."""
        return self.column.layers()

    @property
    def navigator(self) -> NavigatorDock:
        return self.column.navigator()

    @property
    def colours(self) -> ColoursDock:
        return self.column.colours()

    @property
    def properties(self) -> PropertiesDock:
        """What can be set of the active layer; built when it is first asked for or seen."""
        return self.late_properties()

    @property
    def healing(self) -> Healing:
        """Does what the healing brush asks for; built together with that brush."""
        self.desk.toolbox.tool("heal")
        assert self._healing is not None
        return self._healing

    def close(self) -> None:
        """Let go of threads and processes; what was begun to be saved is finished."""
        self.offers.close()
        if self.column.navigator.made is not None:
            self.column.navigator.made.close_document()
        self.history_pictures.let_go()
        self.paces.close()
        self.desk.close()
        self.pictures.leave()
        self.keeping.close()
        self.jobs.close()
        self.canvas.release()

    def open_now(self, path: Path) -> Document:
        """Open a picture and wait for it; for plug-ins."""
        return late("editor.files.open:open_document")(path)

    def add_dock(
        self,
        dock_id: str,
        title: str,
        widget: QWidget | Callable[[], QWidget],
        *,
        tab_with: str | None = None,
        shown: bool = True,
    ) -> None:
        """A dock in the right column: below the others, or as a tab beside the dock `tab_with`.

        Its place is remembered, and View > Docks lists it. A function in place of a widget is
        called when the dock is first seen. The dock carries `title`: the widget needs no heading.
        """
        docks = self.docks
        docks.add(Place(dock_id, title, tab_with, shown), widget)
        self.desk.book.add(
            Action(
                id=f"dock.{dock_id}",
                title=f"{title} dock",
                run=lambda: docks.toggle(dock_id),
                icon="panel",
                menu="View",
                group="docks",
                submenu="Docks",
                why_not=self.desk.no_document,
                is_checked=lambda: docks.is_open(dock_id),
            )
        )

    # ---- building

    def _heal_with(self, brush: Tool) -> None:
        self._healing = _healing(self.desk, self.jobs, brush)

    def _build_middle(self, setting: Setting) -> None:
        theme = setting.theme
        self.canvas = CanvasView()
        self.empty = EmptyState(self.icons, index.samples())
        self.stage = Stage(self.canvas, self.empty, Notice(self.icons))
        self.desk = Desk(self.session, self.settings, canvas=self.canvas, teller=self.stage)
        self.keyboard = Keyboard(self.desk.book, self.settings)
        self.source = SourcePainting(self.canvas, canvas_colours(theme), theme.source, to_display)

    def _build_generate(self, setting: Setting) -> None:
        desk, book = self.desk, self.desk.book
        models_of = _names_in(setting.open_store)
        self.generate = GenerateDock(faces(setting.loader, models_of), self.icons)
        self.offers = ModelOffers(desk, self.generate, setting.open_store)
        self.selecting = Selecting(desk, self.jobs, setting.road, Steps(desk))
        self.missing = MissingModels(
            desk, self.selecting, self.offers.installs, lambda card: setting.open_store().card(card)
        )
        book.add(*subject_actions(desk, self.selecting))
        self.bench = Workbench(
            desk, self.generate, runs=self.runs, source=self.source, paces=self.paces.table
        )
        self.host = PluginHost(
            self.session,
            setting.loader,
            launch=self.bench.launch,
            open_now=lambda path: self.session.add(self.open_now(path), path.name),
            tell=desk.tell,
        )
        self.bench.serve(self.host)
        book.add(*generate_actions(desk, self.generate, self.bench, self.runs))
        self.live = LiveLayers(desk, self.runs, self.bench.keep)
        book.add(*live_actions(self.live))
        self.problems = [problem.sentence for problem in setting.loader.problems]
        self.problems += add_offers(book, self.host, desk, self.runs)
        book.add(*view_actions(desk, self.shell))
        book.add(*arrange_actions(desk))

    def _build_window(self) -> None:
        self.rail = ToolRail(SPOTS, self.icons)
        self.swatch = ColourSwatch(self.desk.toolbox.colours)
        self.rail.add_foot(self.swatch)
        self.options = ToolOptionsBar(self.icons)
        for name in self.desk.toolbox.names:
            self.options.add_tool(name, partial(self.desk.toolbox.tool, name))
        self.status = StatusBar(self.icons)
        self.docks = DockRoom(self.stage, self.icons)
        self.drop_targets = usual_targets(self.desk, self.pictures)
        self.window = MainWindow(
            Parts(
                docks=self.docks,
                stage=self.stage,
                rail=self.rail,
                options=self.options,
                status=self.status,
                drops=DropOverlay(self.drop_targets, self.icons, self.stage),
            )
        )
        self._build_docks()
        self.shell.attach(self.window, self._make_preferences)
        self.menus = Menus(self.window, self.desk.book, self.icons, self.shell.trigger)

    def _make_preferences(self) -> PreferencesDialog:
        book = self.desk.book
        given = _preferable(self.settings, book, self.keyboard, names_of=self._preferable_names)
        return _preferences(given, self.icons, self.window)

    def _preferable_names(self, family: str) -> tuple[str, ...]:
        """What a preference that suggests values can be set to, beside its default."""
        if family == "devices":
            return tuple(dict.fromkeys(("cpu", *self.devices)))
        return language_names() if family == "languages" else ()

    def _build_docks(self) -> None:
        made = self.column = make_docks(self)
        self.late_properties, self.history_pictures = made.properties, made.history_pictures
        self.history, self.selections = made.history, made.selections
        self.labels = made.labels
        self.staleness = Staleness(self.desk, lambda stale: self.layers.show_stale(stale))
        place_docks(self, made)
        self.references = ReferenceShelf(self.desk, made.references, self.pictures)
        pictures = StylePictures(self.desk, self.jobs)
        self.styles = join_styles(self.bench, self.icons, self.runs, self.references, pictures)
        self.drop_targets.put(self.references.target())
        self.drop_targets.put(ShapeFiles(self.desk, self.pictures.asker).target())
        self.swap_maps = SwapMaps(self.desk, self.runs)
        self.vectors = join_vectors(self.desk, self.generate, self.runs, self.jobs)


def faces(loader: Loader, models_of: NamesOf) -> list[PanelFace]:
    """The panels whose generator exists, in the order of their plug-ins."""
    found = [panel for plugin in loader.plugins for panel in plugin.panels]
    specs = [(panel, catalog.find(panel.generator)) for panel in found]
    return [PanelFace(panel, spec.params, models_of) for panel, spec in specs if spec is not None]


def _names_in(open_store: Callable[[], ModelStore]) -> NamesOf:
    """What a parameter that names a model can be set to."""
    return lambda family: open_store().names(family)
