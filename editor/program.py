"""The objects of one running editor, built in the one order in which they need each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from editor.action_button import ActionButton
from editor.actions import Action
from editor.actions_adjust import adjust_actions
from editor.actions_arrange import arrange_actions
from editor.actions_channels import ChannelWork, channel_actions
from editor.actions_colour import ColourWork, colour_actions
from editor.actions_edit import edit_actions
from editor.actions_file import file_actions
from editor.actions_generate import add_offers, generate_actions
from editor.actions_history import SnapshotWork, history_actions
from editor.actions_image import ImageWork, image_actions
from editor.actions_layer import layer_actions
from editor.actions_layer_tree import TreeWork, tree_actions
from editor.actions_mask import MaskFiles, mask_actions
from editor.actions_menu import Menus
from editor.actions_paint import paint_actions
from editor.actions_select import SelectWork, select_actions
from editor.actions_selected import SelectedWork, selected_actions
from editor.actions_subject import subject_actions
from editor.actions_tools import SPOTS, tool_actions
from editor.actions_view import view_actions
from editor.adjusting import Adjusting
from editor.appearance import Appearance
from editor.background_labour import BackgroundLabour
from editor.canvas.colours import DARK, LIGHT, CanvasColours
from editor.canvas.sources import ToDisplay
from editor.canvas.view import CanvasView
from editor.colour.screen import ToScreen
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.docks.colours import ColoursDock
from editor.docks.generate import GenerateDock
from editor.docks.history_pictures import HistoryPictures
from editor.docks.late import LateDock
from editor.docks.layers import LayersDock
from editor.docks.navigator import NavigatorDock
from editor.docks.references import ReferencesDock
from editor.docks.task import PanelFace
from editor.document.document import Document
from editor.dropping import usual_targets
from editor.healing import Healing, healing_brush
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
from editor.reference_shelf import ReferenceShelf
from editor.runs import Road, Runs
from editor.safekeeping import Safekeeping
from editor.selecting import Selecting
from editor.session import Session
from editor.settings import SettingsFile
from editor.shell import WindowShell
from editor.source_painting import SourcePainting
from editor.staleness import Staleness
from editor.steps import Steps
from editor.style_pictures import StylePictures
from editor.style_work import join_styles
from editor.swap_maps import SwapMaps
from editor.tabs import Tabs
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
    from editor.docks.history import HistoryDock
    from editor.docks.properties import PropertiesDock, PropertiesWork
    from editor.docks.selections import SelectionsDock
    from ml.store.store import ModelStore

_model_store = late("ml.store.store:ModelStore")
_new_layers = late("editor.new_layers:NewLayers")
_preferable = late("editor.dialogs.preferences:Preferable")
_preferences = late("editor.dialogs.preferences:PreferencesDialog")
_history_dock = late("editor.docks.history:HistoryDock")
_jobs_dock = late("editor.docks.jobs:JobsDock")
_properties_dock = late("editor.docks.properties:PropertiesDock")
_properties_work = late("editor.docks.properties:PropertiesWork")
_selections_dock = late("editor.docks.selections:SelectionsDock")


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
        self.healing = Healing(self.desk, self.jobs, healing_brush(self.desk.toolbox))
        self.shell = WindowShell(self.desk, self.icons, setting.log, self.appearance)
        self._fill_book()
        self._build_generate(setting)
        self._build_window()

    @property
    def properties(self) -> PropertiesDock:
        """What can be set of the active layer; built when it is first asked for or seen."""
        return self.late_properties()

    def close(self) -> None:
        """Let go of threads and processes; what was begun to be saved is finished."""
        self.offers.close()
        self.navigator.close_document()
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

    def _build_middle(self, setting: Setting) -> None:
        theme = setting.theme
        self.canvas = CanvasView()
        self.empty = EmptyState(self.icons, index.samples())
        self.stage = Stage(self.canvas, self.empty, Notice(self.icons))
        self.desk = Desk(self.session, self.settings, canvas=self.canvas, teller=self.stage)
        self.keyboard = Keyboard(self.desk.book, self.settings)
        self.source = SourcePainting(self.canvas, canvas_colours(theme), theme.source, to_display)

    def _fill_book(self) -> None:
        book, desk = self.desk.book, self.desk
        desk.toolbox.labour.lend(BackgroundLabour(desk).do, desk.tell)
        self.image = ImageWork(desk)
        asker, steps = self.pictures.asker, Steps(desk)
        book.add(*file_actions(desk, self.pictures, self._quit))
        book.add(*edit_actions(desk, self.pictures))
        book.add(*colour_actions(desk, ColourWork(desk, self.pictures.asker)))
        book.add(*selected_actions(desk, SelectedWork(desk, steps)))
        book.add(*select_actions(desk, SelectWork(desk, asker, steps)))
        self.channel_work = ChannelWork(desk, asker, steps)
        book.add(*channel_actions(desk, self.channel_work))
        self.snapshot_work = SnapshotWork(desk, asker, steps)
        book.add(*history_actions(desk, self.snapshot_work))
        book.add(*mask_actions(desk, MaskFiles(desk, asker)))
        book.add(*image_actions(desk, self.image))
        self.tree_work = TreeWork(desk, steps)
        book.add(*layer_actions(desk, self._rename_layer))
        book.add(*tree_actions(desk, self.tree_work))
        self.adjusting = Adjusting(desk, self.icons, lambda: self.window)
        new_layers = cache(
            lambda: _new_layers(
                desk, lambda: self.docks.open("properties"), lambda: self.properties.begin_writing()
            )
        )
        book.add(*adjust_actions(desk, self.adjusting, new_layers))
        book.add(*tool_actions(desk))
        book.add(*paint_actions(desk))

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
            tool = self.desk.toolbox.tool(name)
            self.options.add_tool(name, tool.title, type(tool.options))
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
        self._fill_docks()
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

    def _fill_docks(self) -> None:
        """The column from top to bottom; what is heavy is given as a function that makes it."""
        self.layers = LayersDock(self.desk.book, self.icons)
        self.layers.alone_asked.connect(self.tree_work.isolate)
        self.layers.opened.connect(lambda: self.docks.open("properties"))
        self.staleness = Staleness(self.desk, self.layers.show_stale)
        self.navigator = NavigatorDock(self.canvas, self.desk.background, to_display)
        self.add_dock("generate", "Generate", self.generate)
        self.add_dock("navigator", "Navigator", self.navigator, tab_with="generate")
        self.colours = ColoursDock(self.desk.toolbox.colours, self.icons)
        self.add_dock("colours", "Colours", self.colours, tab_with="generate")
        self.late_properties: LateDock[PropertiesDock] = LateDock(
            lambda: _properties_dock(self.icons, self._properties_work())
        )
        self.add_dock("properties", "Properties", self.late_properties, tab_with="generate")
        self.add_dock("layers", "Layers", self.layers)
        self._add_late_docks()
        dock = ReferencesDock(self.icons)
        self.references = ReferenceShelf(self.desk, dock, self.pictures)
        pictures = StylePictures(self.desk, self.jobs)
        self.styles = join_styles(self.bench, self.icons, self.runs, self.references, pictures)
        self.drop_targets.put(self.references.target())
        self.swap_maps = SwapMaps(self.desk, self.runs)
        self.add_dock("references", "References", dock, tab_with="history")

    def _add_late_docks(self) -> None:
        """Those that are built when somebody looks at them; small pictures are made before."""
        book, icons, desk = self.desk.book, self.icons, self.desk
        pictures = self.history_pictures = HistoryPictures(desk.background, to_display, desk)
        self.snapshot_work.kept = pictures.keep
        self.history: LateDock[HistoryDock] = LateDock(
            lambda: _history_dock(book, icons, pictures, self.snapshot_work)
        )
        self.selections: LateDock[SelectionsDock] = LateDock(
            lambda: _selections_dock(book, icons, self.channel_work)
        )
        self.add_dock("history", "History", self.history, tab_with="layers")
        self.add_dock("selections", "Selections", self.selections, tab_with="history")
        # A press on the running job in the status bar opens it.
        jobs = partial(_jobs_dock, self.ledger, icons)
        self.add_dock("jobs", "Jobs", jobs, tab_with="selections", shown=False)

    def _properties_work(self) -> PropertiesWork:
        desk = self.desk
        return _properties_work(
            trigger=self.shell.trigger,
            in_background=lambda work, then: desk.background.run(work, then, desk.fail),
            pick_grey=self.adjusting.pick_grey,
            run_again=self.live.run_again,
        )

    def _quit(self) -> None:
        self.window.close()

    def _rename_layer(self) -> None:
        self.layers.list.edit(self.layers.list.currentIndex())


def faces(loader: Loader, models_of: NamesOf) -> list[PanelFace]:
    """The panels whose generator exists, in the order of their plug-ins."""
    found = [panel for plugin in loader.plugins for panel in plugin.panels]
    specs = [(panel, catalog.find(panel.generator)) for panel in found]
    return [PanelFace(panel, spec.params, models_of) for panel, spec in specs if spec is not None]


def _names_in(open_store: Callable[[], ModelStore]) -> NamesOf:
    """What a parameter that names a model can be set to."""
    return lambda family: open_store().names(family)


def canvas_colours(theme: Theme) -> CanvasColours:
    """What of a theme the canvas shows."""
    usual = DARK if theme.is_dark else LIGHT
    return replace(usual, surround=theme.surround, accent=theme.accent, mask=theme.mask)


def to_display(document: Document) -> ToDisplay | None:
    """What turns a document's colours into the screen's, also after its profile was changed."""
    return ToScreen(document)
