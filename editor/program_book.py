"""The actions of a running editor, put into its book in the order in which menus show them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from editor.actions_adjust import adjust_actions
from editor.actions_channels import ChannelWork, channel_actions
from editor.actions_colour import ColourWork, colour_actions
from editor.actions_edit import edit_actions
from editor.actions_file import file_actions
from editor.actions_history import SnapshotWork, history_actions
from editor.actions_image import ImageWork, image_actions
from editor.actions_labels import label_actions
from editor.actions_layer import layer_actions
from editor.actions_layer_tree import TreeWork, tree_actions
from editor.actions_mask import MaskFiles, mask_actions
from editor.actions_paint import paint_actions
from editor.actions_select import SelectWork, select_actions
from editor.actions_selected import SelectedWork, selected_actions
from editor.actions_tools import tool_actions
from editor.adjusting import Adjusting
from editor.background_labour import BackgroundLabour
from editor.label_files import LabelFiles
from editor.label_layers import LabelLayers
from editor.lazy import late
from editor.shape_files import ShapeFiles, shape_actions
from editor.steps import Steps

if TYPE_CHECKING:
    from editor.program import Program

_new_layers = late("editor.new_layers:NewLayers")


@dataclass(frozen=True)
class Works:
    """What stands behind the actions and is also asked for by name."""

    image: ImageWork
    channels: ChannelWork
    snapshots: SnapshotWork
    tree: TreeWork
    adjusting: Adjusting
    labels: LabelLayers


def fill_book(program: Program) -> Works:
    """Everything that can be done without a generator; those follow with the Generate dock."""
    desk, asker = program.desk, program.pictures.asker
    book, steps = desk.book, Steps(desk)
    desk.toolbox.labour.lend(BackgroundLabour(desk).do, desk.tell)
    works = Works(
        image=ImageWork(desk),
        channels=ChannelWork(desk, asker, steps),
        snapshots=SnapshotWork(desk, asker, steps),
        tree=TreeWork(desk, steps),
        adjusting=Adjusting(desk, program.icons, lambda: program.window),
        labels=LabelLayers(desk, steps),
    )
    book.add(*file_actions(desk, program.pictures, lambda: _quit(program)))
    book.add(*shape_actions(ShapeFiles(desk, asker)))
    book.add(*edit_actions(desk, program.pictures))
    book.add(*colour_actions(desk, ColourWork(desk, asker)))
    book.add(*selected_actions(desk, SelectedWork(desk, steps)))
    book.add(*select_actions(desk, SelectWork(desk, asker, steps)))
    book.add(*channel_actions(desk, works.channels))
    book.add(*history_actions(desk, works.snapshots))
    book.add(*mask_actions(desk, MaskFiles(desk, asker)))
    book.add(*image_actions(desk, works.image))
    book.add(*layer_actions(desk, lambda: _rename_layer(program)))
    book.add(*tree_actions(desk, works.tree))
    new_layers = cache(
        lambda: _new_layers(
            desk,
            lambda: program.docks.open("properties"),
            lambda: program.properties.begin_writing(),
        )
    )
    book.add(*adjust_actions(desk, works.adjusting, new_layers))
    book.add(*label_actions(desk, works.labels, LabelFiles(desk, asker, works.labels)))
    book.add(*tool_actions(desk))
    book.add(*paint_actions(desk))
    return works


def _quit(program: Program) -> None:
    program.window.close()


def _rename_layer(program: Program) -> None:
    rows = program.layers.list
    rows.edit(rows.currentIndex())
