"""Plug-ins see facts of a revision, edit in one undo step, and cannot take the editor down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from window_program import Window, loader_of, open_window, settle, wait_until

from editor.document.composite import flatten
from editor.widgets.notice import Notice
from plugins.api import (
    API_VERSION,
    ActionOffer,
    Editor,
    NotPossible,
    Plugin,
    PluginError,
    Region,
    StaleRevision,
)
from plugins.api.messages import SetLayer

SEEN: list[Editor] = []


def remember(editor: Editor) -> None:
    SEEN.append(editor)


def fail(editor: Editor) -> None:
    raise ZeroDivisionError("one by nothing")


def decline(editor: Editor) -> None:
    raise NotPossible("Not on a Sunday.")


def plugin(entry: str, name: str = "inline") -> Plugin:
    offer = ActionOffer(id=f"{name}.act", title="Act", entry=f"{__name__}:{entry}")
    return Plugin(id=name, title="Inline", version="1", api=API_VERSION, actions=(offer,))


def words(window: Window) -> str:
    notice = window.program.stage.findChild(Notice)
    assert notice is not None
    return notice.words.text()


@pytest.fixture(autouse=True)
def this_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries of this file can be imported by their name."""
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[remember.__module__])
    SEEN.clear()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(loader=loader_of(plugin("remember"))) as opened:
        yield opened


@pytest.fixture
def editor(window: Window) -> Editor:
    window.open(64, 48)
    window.program.shell.trigger("inline.act")
    return SEEN[0]


def test_without_a_picture_an_action_says_why(window: Window) -> None:
    assert window.program.desk.book.find("inline.act").why_not() == "Open a picture first."
    with pytest.raises(NotPossible):
        Editor(window.program.host).document()


def test_facts_and_pixels_are_those_of_the_document(window: Window, editor: Editor) -> None:
    document = window.program.session.document
    facts = editor.document()
    assert (facts.width, facts.height, facts.depth) == (64, 48, "uint8")
    assert [layer.name for layer in facts.layers] == ["Photo"]
    assert not facts.has_mask
    region = Region(4, 5, 20, 15)
    seen = editor.pixels(facts.id, region)
    np.testing.assert_array_equal(seen, flatten(document)[5:15, 4:20])
    np.testing.assert_array_equal(editor.pixels(facts.id, region, layer=facts.layers[0].id), seen)


def test_an_edit_is_one_step_and_undo_takes_it_all_back(window: Window, editor: Editor) -> None:
    document = window.program.session.document
    digest, facts = document.digest(), editor.document()
    red = np.zeros((10, 10, 4), np.uint8)
    red[...] = (255, 0, 0, 255)
    with editor.edit(facts, "Stamp") as step:
        step.add_layer("Stamp", red, left=5, top=6)
        step.set_mask(np.full((4, 4), 255, np.uint8), left=2, top=2)
        step.set_layer(SetLayer(facts.layers[0].id, name="Below", opacity=0.5))
    assert step.after is not None
    assert [layer.name for layer in step.after.layers] == ["Below", "Stamp"]
    assert step.after.revision > facts.revision
    assert document.history.position == 1
    assert document.history.undo_title == "Stamp"
    assert (flatten(document)[6, 5] == (255, 0, 0, 255)).all()
    assert editor.mask(facts.id, Region(0, 0, 8, 8)).sum() == 16 * 255
    document.history.undo()
    assert document.digest() == digest
    document.history.redo()
    assert (flatten(document)[6, 5] == (255, 0, 0, 255)).all()


def test_an_edit_of_what_changed_meanwhile_is_refused(window: Window, editor: Editor) -> None:
    facts = editor.document()
    window.drag((10, 10), (20, 10))
    digest = window.program.session.document.digest()
    late = editor.edit(facts, "Late")
    late.set_mask(np.zeros((4, 4), np.uint8))
    with pytest.raises(StaleRevision):
        late.__exit__(None, None, None)
    assert window.program.session.document.digest() == digest


def test_an_edit_that_fails_half_way_leaves_no_trace(window: Window, editor: Editor) -> None:
    document = window.program.session.document
    digest, facts = document.digest(), editor.document()
    broken = editor.edit(facts, "Broken")
    broken.set_mask(np.full((4, 4), 255, np.uint8))
    broken.remove_layer("no such layer")
    with pytest.raises(PluginError):
        broken.__exit__(None, None, None)
    assert document.digest() == digest
    assert document.history.position == 0


def test_a_plugin_that_raises_in_its_block_sends_nothing(window: Window, editor: Editor) -> None:
    facts = editor.document()

    def edit() -> None:
        with editor.edit(facts, "Never") as step:
            step.set_mask(np.full((4, 4), 255, np.uint8))
            raise KeyError("mine")

    with pytest.raises(KeyError):
        edit()
    assert window.program.session.document.history.position == 0


def test_pixels_of_the_wrong_depth_are_refused(editor: Editor) -> None:
    facts = editor.document()
    deep = editor.edit(facts, "Deep")
    deep.add_layer("Deep", np.zeros((2, 2, 4), np.uint16))
    with pytest.raises(PluginError, match="uint16"):
        deep.__exit__(None, None, None)


def test_a_run_comes_as_a_preview(window: Window, editor: Editor) -> None:
    facts = editor.document()
    with pytest.raises(NotPossible, match="Paint a mask"):
        editor.run("inpaint", {})
    with pytest.raises(NotPossible, match="no generator called"):
        editor.run("teleport", {})
    with editor.edit(facts, "Mask") as step:
        step.set_mask(np.full((8, 8), 255, np.uint8), left=20, top=20)
    ticket = editor.run("inpaint", {"seed": 3, "grow": 0})
    assert ticket.job == 1
    wait_until(lambda: window.program.runs.has_result, "the result")
    assert window.client.jobs[1].params.seed == 3
    assert len(window.program.session.document.layers) == 1


def test_a_plugin_opens_a_picture(window: Window, editor: Editor) -> None:
    from resources import index

    facts = editor.open(str(index.samples()[0]))
    assert facts.width == 1600
    assert window.program.session.current.id == facts.id


def test_a_plugin_that_fails_is_switched_off_and_named(qtbot: QtBot) -> None:
    with open_window(loader=loader_of(plugin("fail"))) as window:
        document = window.open(64, 48)
        digest = document.digest()
        window.program.shell.trigger("inline.act")
        settle()
        assert "Inline failed" in words(window)
        assert "one by nothing" in words(window)
        assert "inline.act" not in window.program.desk.book
        assert window.program.host.plugins == ()
        assert document.digest() == digest


def test_a_plugin_that_declines_stays(qtbot: QtBot) -> None:
    with open_window(loader=loader_of(plugin("decline"))) as window:
        window.open(64, 48)
        window.program.shell.trigger("inline.act")
        assert words(window) == "Not on a Sunday."
        assert "inline.act" in window.program.desk.book


def test_a_taken_key_costs_the_action_not_the_start(qtbot: QtBot) -> None:
    greedy = ActionOffer(id="greedy.act", title="Grab", entry="a:b", keys=("Ctrl+Z",))
    one = Plugin(id="greedy", title="Greedy", version="1", api=API_VERSION, actions=(greedy,))
    with open_window(loader=loader_of(one)) as window:
        assert "greedy.act" not in window.program.desk.book
        assert "Ctrl+Z already belongs to edit.undo" in window.program.problems[0]


def test_fill_transparent_pixels_uses_nothing_but_the_interface(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window() as window:
        document = window.open(64, 48)
        window.program.shell.trigger("remove.fill_transparent")
        assert words(window) == "No pixel of this picture is transparent."
        document.active.pixels.write(
            document.canvas.intersection(type(document.canvas)(10, 10, 20, 20)),
            np.zeros((10, 10, 4), np.uint8),
        )
        window.program.shell.trigger("remove.fill_transparent")
        wait_until(lambda: window.program.runs.has_result, "the result")
        assert document.history.undo_title == "Mask transparent pixels"
        assert document.selection.coverage(document.canvas).sum() == 100 * 255
