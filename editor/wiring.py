"""Joins the parts of a program: which signal goes to whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from editor.action_button import ActionButton
from editor.canvas.mask_look import MaskLook
from editor.facts import facts_of, view_words
from editor.keys import PlacedKeys, ResultKeys
from editor.label_stage import LabelStage
from editor.leaving import Leaving
from editor.part_preview import PartPreview
from editor.program import Program
from editor.session import Sheet
from editor.shown_colours import canvas_colours
from editor.spent_mask import FreshTool
from editor.tabs import Tabs
from editor.tile_memory import share_out
from editor.toolbox import MASK_BRUSHES
from editor.tools.standing import StandingTool
from editor.tools.tool import Tool
from editor.widgets.status_bar import StatusBar
from editor.widgets.theme import Theme
from ml.api.messages import Beat, Ready
from resources import index

if TYPE_CHECKING:
    from editor.recovery.restore import Recovery
    from editor.tools.object_select import ObjectSelect


def wire(program: Program) -> None:
    """Connect everything once."""
    _wire_window(program)
    _wire_session(program)
    _wire_tools(program)
    _wire_status(program)
    _wire_plugins(program)
    LabelStage(program)
    # Lives with the dock that it adds to.
    PartPreview(program.desk, program.generate, program.jobs)
    program.bench.reference_parts = program.references.parts
    _wire_preferences(program)
    program.desk.changed.connect(lambda: refresh(program))
    show_sheet(program)
    restore(program)


def refresh(program: Program) -> None:
    """Everything that says whether something can be done."""
    program.menus.refresh()
    _show_mask_look(program)
    program.bench.refresh()
    if program.column.layers.made is not None:
        program.column.layers.made.refresh_buttons()
    for button in program.mask_buttons:
        button.refresh()


def show_sheet(program: Program) -> None:
    """Another picture is in front, or none."""
    sheet = program.session.current
    document = sheet.document if sheet else None
    program.source.show(sheet)
    program.column.layers.set_document(document)
    program.history_pictures.set_document(document)
    program.history.set_document(document)
    program.selections.set_document(document)
    program.labels.set_document(document)
    program.late_properties.set_document(document)
    program.column.navigator.set_document(document)
    program.column.colours.set_document(document)
    program.window.show_picture(has_picture=sheet is not None)
    program.status.facts.setText(facts_of(document))
    program.status.zoom.setText(view_words(program.canvas.viewport) if sheet else "")
    program.bench.show_sheet()
    _show_title(program)
    if sheet is not None:
        _show_tool(program, program.desk.toolbox.in_hand)
        program.canvas.setFocus()
    program.desk.touch()


def restore(program: Program) -> None:
    """The window as it was left."""
    now = program.settings.now
    program.window.restore(now.geometry)
    program.docks.restore_layout(now.docks)
    program.docks.changed.connect(program.desk.touch)
    for name in program.generate.names:
        program.generate.write(name, dict(now.panels.get(name, {})))
    program.generate.show_input(all_visible=now.all_visible)
    program.generate.show_switches(after_stroke=now.after_stroke, source=False)
    program.generate.reopen(now.open_panel)
    program.desk.toolbox.colours.recall(now.colours)
    program.desk.toolbox.aids.recall(now.aids)
    program.rail.bring(now.tool_fronts)
    program.desk.toolbox.choose(now.tool)
    _show_tool(program, program.desk.toolbox.in_hand)
    program.empty.show_recent([Path(name) for name in now.recent])


def remember(program: Program) -> None:
    """Write down how the window is left."""
    program.settings.change(
        geometry=program.window.geometry_words(),
        docks=program.docks.layout_words(),
        tool=program.desk.toolbox.in_hand,
        tools=program.desk.toolbox.options(),
        tool_fronts=program.rail.fronts,
        colours=program.desk.toolbox.colours.words(),
        aids=program.desk.toolbox.aids.values(),
    )


def _wire_window(program: Program) -> None:
    window, pictures = program.window, program.pictures
    leaving = Leaving(program.session, pictures, window.close)

    def may_close() -> bool:
        may = leaving.may_close()
        if may:
            remember(program)
        return may

    window.ask_before_close(may_close)
    window.pictures_dropped.connect(pictures.open)
    program.menus.add_recent(lambda: program.settings.now.recent, pictures.open)
    only_picture = QAction(program.canvas)
    only_picture.setShortcut(QKeySequence(Qt.Key.Key_Tab))
    only_picture.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    only_picture.triggered.connect(program.shell.toggle_panels)
    program.canvas.addAction(only_picture)
    result = ResultKeys(program.canvas, program.bench)
    settings, trigger = program.settings, program.shell.trigger
    placed = PlacedKeys(program.desk.book, trigger, lambda: settings.now.keys_by_place)
    window.send_keys(lambda event: result.take(event) or placed.take(event), placed.claims)
    program.empty.open_asked.connect(pictures.ask_and_open)
    program.empty.paste_asked.connect(pictures.paste)
    program.empty.picture_chosen.connect(lambda path: _open_chosen(program, path))
    program.empty.pictures_dropped.connect(pictures.open)
    program.empty.unsaved.restore_asked.connect(lambda work: _bring_back(program, work))
    program.empty.unsaved.discard_asked.connect(lambda work: _throw_away(program, work))


def offer_back(program: Program) -> None:
    """Show what a crash left behind."""
    found = program.keeping.found()
    program.empty.unsaved.show_work(found)
    if found and program.session.current is not None:
        newest = found[0]
        program.desk.trouble(
            f"Unsaved work on {newest.name} was found.",
            way_out=("Bring it back", lambda: _bring_back(program, newest)),
        )


def _bring_back(program: Program, recovery: Recovery) -> None:
    def done(is_whole: bool) -> None:  # noqa: FBT001 - what Safekeeping tells
        words = "Your work is back." if is_whole else "Your work is back, but for its last steps."
        program.desk.tell(words)
        offer_back(program)

    program.keeping.bring_back(recovery, done, program.desk.fail)


def _throw_away(program: Program, recovery: Recovery) -> None:
    program.keeping.throw_away(recovery)
    offer_back(program)


def _wire_session(program: Program) -> None:
    session = program.session
    program.tabs = Tabs(
        program.window.tabs, session, icons=program.icons, close=program.pictures.close
    )
    session.opened.connect(lambda sheet: _follow(program, sheet))
    session.closed.connect(program.bench.forget)
    session.current_changed.connect(lambda: show_sheet(program))
    session.titles_changed.connect(program.desk.touch)
    session.titles_changed.connect(lambda: _show_title(program))


def _follow(program: Program, sheet: Sheet) -> None:
    document = sheet.document
    document.history.set_budget(program.settings.now.history_mb << 20)
    document.selection_changed.connect(program.desk.touch)
    document.layers_changed.connect(program.desk.touch)
    document.active_changed.connect(program.desk.touch)
    document.size_changed.connect(lambda: _show_facts(program))
    if len(program.session) == 1:
        program.empty.show_recent([Path(name) for name in program.settings.now.recent])


def _wire_tools(program: Program) -> None:
    toolbox, options = program.desk.toolbox, program.options
    for name in toolbox.names:
        toolbox.when_made(name, lambda tool: _follow_tool(program, tool))
    program.swatch.asked.connect(lambda: program.docks.open("colours"))
    program.rail.chosen.connect(toolbox.choose)
    toolbox.chosen.connect(lambda name: _show_tool(program, name))
    toolbox.options_changed.connect(lambda name: _options_changed(program, name))
    options.changed.connect(lambda name: _take_options(program, name))
    options.before_held.connect(program.canvas.show_before)
    toolbox.when_made(
        "object_select",
        lambda tool: cast("ObjectSelect", tool).asked.connect(program.selecting.ask),
    )
    for name in ("select.invert", "select.none"):
        action = program.desk.book.find(name)
        made = options.add_button(action.icon, action.title)
        program.mask_buttons.append(
            ActionButton(made, action, program.shell.trigger, program.desk.book)
        )
    options.keys_asked.connect(program.shell.show_shortcuts)
    program.canvas.refused.connect(program.desk.tell)
    program.canvas.brush_resized.connect(lambda _: _write_options(program, toolbox.in_hand))


def _follow_tool(program: Program, tool: Tool) -> None:
    if isinstance(tool, StandingTool):
        # What is dragged on the canvas shows in the fields.
        tool.changed.connect(lambda: _write_options(program, tool.id))


def _wire_status(program: Program) -> None:
    status, jobs, runs = program.status, program.jobs, program.runs
    canvas = program.canvas
    canvas.zoom_changed.connect(lambda _: status.zoom.setText(view_words(canvas.viewport)))
    selecting, missing = program.selecting, program.missing
    for part in (runs, selecting, missing):
        part.progressed.connect(
            lambda: status.show_job(runs.line or selecting.line or missing.line)
        )
    also = () if program.styles is None else (program.styles.drop,)
    if program.styles is not None:
        program.drop_targets.put(program.styles.target())
    program.bench.also_stops = (selecting.stop, missing.stop, *also)
    status.cancelled.connect(program.bench.escape_run)
    status.job_pressed.connect(lambda: program.docks.open("jobs"))
    jobs.missed.connect(lambda *_: program.offers.look())
    jobs.ready.connect(lambda ready: _show_ready(program, ready))
    jobs.beat.connect(lambda beat: _show_beat(status, beat))
    program.source.toggled.connect(program.desk.touch)
    runs.changed.connect(program.desk.touch)


def _wire_plugins(program: Program) -> None:
    def off(plugin: str, sentence: str) -> None:
        for name in program.generate.names:
            if name.startswith(f"{plugin}."):
                program.generate.remove(name)
        for action in list(program.desk.book):
            if action.id.startswith(f"{plugin}."):
                program.desk.book.remove(action.id)
        program.menus.build()
        program.desk.trouble(sentence, way_out=("Show the log", program.shell.show_log))

    program.host.disabled.connect(off)


def _wire_preferences(program: Program) -> None:
    keyboard, appearance = program.keyboard, program.appearance
    keyboard.changed.connect(lambda: _show_keys(program))
    keyboard.apply()
    appearance.changed.connect(lambda theme: _wear(program, theme))
    appearance.motion_changed.connect(program.canvas.set_reduced_motion)
    program.canvas.set_reduced_motion(appearance.is_motion_reduced)
    program.settings.changed.connect(lambda names: _keep_memory(program, names))
    share_out(program.settings.now.tile_cache_mb)


def _show_keys(program: Program) -> None:
    """Another set of keys: in menus, rail, bars and tooltips."""
    held = {one.id: one.keys[0] for one in program.desk.book if one.keys}
    program.menus.refresh_keys()
    program.rail.show_keys(
        {name: held.get(f"tool.{name}", "") for name in program.desk.toolbox.names}
    )
    program.swatch.show_keys(held.get("colour.swap", ""), held.get("colour.reset", ""))
    program.desk.touch()


def _wear(program: Program, theme: Theme) -> None:
    program.source.set_colours(canvas_colours(theme), theme.source)
    program.desk.touch()


def _keep_memory(program: Program, names: frozenset[str]) -> None:
    if "tile_cache_mb" in names:
        share_out(program.settings.now.tile_cache_mb)
    if "history_mb" in names:
        for sheet in program.session:
            sheet.document.history.set_budget(program.settings.now.history_mb << 20)


def _open_chosen(program: Program, path: Path) -> None:
    if path in index.samples():
        program.pictures.open_sample(path)
    else:
        program.pictures.open([path])


def _show_tool(program: Program, name: str) -> None:
    program.rail.show_chosen(name)
    if program.session.current is not None:
        # Without a picture there is nothing to take a tool to; it is shown with the first one.
        program.options.show_tool(name)
        _hand_over(program)
    _show_mask_look(program)


def _hand_over(program: Program) -> None:
    tool = program.desk.toolbox.current
    # What moves or measures begins no new mask.
    is_standing = isinstance(tool, StandingTool)
    program.canvas.set_tool(tool if is_standing else FreshTool(tool, program.bench.spent))


def _show_mask_look(program: Program) -> None:
    """Tools that paint the mask see it as a tint; all others see where it ends."""
    paper = program.desk.paper
    is_painted = paper is not None and paper.quick_mask
    tinted = is_painted or program.desk.toolbox.in_hand in MASK_BRUSHES
    program.canvas.set_mask_look(MaskLook(tint=tinted, edge=not is_painted))


def _take_options(program: Program, name: str) -> None:
    program.desk.toolbox.set_option(name, program.options.values(name))


def _options_changed(program: Program, name: str) -> None:
    _write_options(program, name)
    program.canvas.tool_changed()


def _write_options(program: Program, name: str) -> None:
    program.options.write(name, program.desk.toolbox.options_of(name))


def _show_title(program: Program) -> None:
    sheet = program.session.current
    name = f"{sheet.name}[*] \u2013 Pentimento" if sheet else "Pentimento"
    program.window.setWindowTitle(name)
    program.window.setWindowModified(sheet is not None and sheet.is_dirty)


def _show_facts(program: Program) -> None:
    program.status.facts.setText(facts_of(program.session.document))


def _show_ready(program: Program, ready: Ready) -> None:
    program.devices = tuple(dict.fromkeys((*program.devices, ready.device)))
    program.status.show_device(ready.device_title)


def _show_beat(status: StatusBar, beat: Beat) -> None:
    title = status.device.text().partition(" \u00b7 ")[0]
    status.show_device(title, beat.memory_bytes)
