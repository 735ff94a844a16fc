"""Any mixture of strokes, layers, masks and canvas changes comes back bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from editor.document import engine, mask_operations
from editor.document.blending import BlendMode
from editor.document.brush import Brush
from editor.document.channels import delete_channel, load_channel, save_channel
from editor.document.commands import (
    AddLayer,
    MoveLayers,
    RemoveLayer,
    ReplaceLayer,
    SetLayerMask,
    SetProperty,
    ShiftLayers,
    duplicate_layers,
    flatten_document,
    group_layers,
    merge_down,
    merge_layers,
    replace_mask,
    resize_canvas,
    stamp_visible,
    ungroup,
)
from editor.document.composite import Compositor, flatten
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.layers import GroupLayer, Locks, PixelLayer, Spot
from editor.document.mask import Mask
from editor.document.mask_operations import Combine
from editor.document.record import decode, encode
from editor.document.replay import from_record
from editor.document.restoring import restore
from editor.document.stroke import PaintMode, StrokeSession
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget
from ml.api.regions import Box

places = st.tuples(st.floats(-40, 560), st.floats(-40, 340))
picks = st.integers(0, 11)
sides = st.integers(1, 500)


class Editing(RuleBasedStateMachine):
    """Knows the digest of every state in the history; redoes each step from its record too."""

    @initialize(depth=st.sampled_from(["uint8", "uint16"]), seed=st.integers(0, 99))
    def open(self, depth, seed):
        self.document = Document(520, 300, depth)
        self.random = np.random.default_rng(seed)
        self.document.insert_layer(self.new_layer("Background", 300, 520))
        self.states = [self.document.digest()]
        self.position = 0
        self.kept = []
        self.compositor = Compositor(self.document)

    def new_layer(self, name, height, width):
        top = np.iinfo(self.document.depth).max + 1
        pixels = self.random.integers(0, top, (height, width, 4), dtype=self.document.depth)
        pixels[::2, ::3, 3] = top - 1
        return PixelLayer.from_pixels(name, pixels)

    def pick(self, number):
        """Any layer at any depth."""
        layers = list(self.document.walk())
        return layers[number % len(layers)]

    def count(self):
        return sum(1 for _ in self.document.walk())

    def apply_or_hear_why_not(self, make):
        """What the model refuses changes nothing; `make` gives a new command each time."""
        before = self.document.digest()
        try:
            trial = make()
            if trial is not None:
                trial.do(self.document.snapshot())
        except DocumentError as error:
            sentence = str(error)
        else:
            self.apply(make())
            return
        assert sentence.endswith(".")
        assert self.document.digest() == before

    def apply(self, command):
        if command is None:
            return
        # A step is the same step after it was written down, once it was done, and read again.
        twin = self.document.snapshot()
        before = self.document.history.position
        self.document.apply(command)
        again = from_record(decode(encode(command.to_record())), twin)
        again.do(twin)
        assert twin.digest() == self.document.digest()
        again.undo(twin)
        assert twin.digest() == self.states[self.position]
        self.note(before)

    def note(self, before):
        del self.states[self.position + 1 :]
        if self.document.history.position == before:
            self.states[-1] = self.document.digest()
        else:
            self.states.append(self.document.digest())
        self.position = len(self.states) - 1

    @rule()
    def keep(self):
        self.document.snapshots.keep(self.document, "State")
        self.kept.append(self.document.digest())

    @precondition(lambda self: self.kept)
    @rule(number=picks)
    def restore(self, number):
        """Whatever came between, also locks: the kept state is the state again."""
        number %= len(self.kept)
        wanted = self.document.snapshots.all[number].state
        self.apply(restore(self.document, wanted, "Restore"))
        assert self.document.digest() == self.kept[number] == wanted.digest()

    @rule(
        path=st.lists(places, min_size=1, max_size=4),
        size=st.floats(1, 90),
        hardness=st.floats(0, 1),
        opacity=st.floats(0.1, 1),
        number=picks,
        mode=st.sampled_from(PaintMode),
        where=st.sampled_from(["pixels", "mask", "selection"]),
        ending=st.sampled_from(["finish", "abort", "loop"]),
    )
    def paint(self, path, size, hardness, opacity, number, mode, where, ending):
        layer = self.pick(number)
        target = SelectionTarget()
        if where == "mask" and layer.mask is not None:
            target = LayerMask(layer.id)
        elif where == "pixels" and isinstance(layer, PixelLayer) and not layer.locks.pixels:
            target = LayerPixels(layer.id)
        brush = Brush(size, hardness, opacity)
        stroke = StrokeSession(self.document, target, brush, mode, colour=(0.9, 0.2, 0.1, 0.8))
        for x, y in path:
            stroke.add(x, y, 0.7)
        if ending == "abort":
            stroke.abort()
            assert self.document.digest() == self.states[self.position]
            return
        if ending == "loop":
            stroke.fill_loop()
        step = stroke.finish()
        if step is None:
            assert self.document.digest() == self.states[self.position]
            return
        before = self.document.history.position
        self.document.history.push_done(step)
        self.note(before)

    @rule(height=sides, width=sides, x=st.integers(-60, 300), y=st.integers(-60, 300))
    def add_layer(self, height, width, x, y):
        if self.count() < 8:
            layer = self.new_layer("New", height, width)
            layer.position = (x, y)
            self.apply(AddLayer.of(self.document, layer))

    @rule(number=picks)
    def duplicate(self, number):
        if self.count() < 6:
            self.apply(duplicate_layers(self.document, [self.pick(number).id]))

    @rule(number=picks, invert=st.booleans(), strength=st.floats(0, 9))
    def adjust(self, number, invert, strength):
        layer = self.pick(number)
        if layer.kind == "adjustment":
            params = layer.params.model_copy(update={"amount": 0.5, "radius_px": strength})
            twin = layer.share()
            twin.params = params
            self.apply(ReplaceLayer(layer, twin, "Change adjustment"))
        elif self.count() < 8:
            spot = self.document.spot_of(layer.id)
            adjustment = AdjustmentLayer.of("invert" if invert else "blur", self.document.depth)
            self.apply(AddLayer(adjustment, spot))

    @rule(numbers=st.lists(picks, min_size=1, max_size=4))
    def group(self, numbers):
        ids = [self.pick(number).id for number in numbers]
        if self.count() < 10:
            self.apply_or_hear_why_not(lambda: group_layers(self.document, ids))

    @rule(number=picks)
    def ungroup(self, number):
        if self.count() > 1:
            self.apply_or_hear_why_not(lambda: ungroup(self.document, self.pick(number).id))

    @rule(numbers=st.lists(picks, min_size=1, max_size=3), parent=picks, to=picks)
    def move_in_the_tree(self, numbers, parent, to):
        ids = [self.pick(number).id for number in numbers]
        inside = self.pick(parent)
        spot = Spot(inside.id if isinstance(inside, GroupLayer) else None, to)
        self.apply_or_hear_why_not(lambda: MoveLayers.of(self.document, ids, spot))

    @rule(numbers=st.lists(picks, min_size=1, max_size=3), how=st.sampled_from("mdfs"))
    def merge(self, numbers, how):
        document, ids = self.document, [self.pick(number).id for number in numbers]
        if how == "f" and self.count() < 6:
            return
        merges = {
            "m": lambda: merge_layers(document, ids),
            "d": lambda: merge_down(document, ids[0]),
            "f": lambda: flatten_document(document),
            "s": lambda: stamp_visible(document) if self.count() < 5 else None,
        }
        self.apply_or_hear_why_not(merges[how])

    @rule(number=picks, name=st.sampled_from(["clips", "mask_enabled", "passes_through"]))
    def flip(self, number, name):
        layer = self.pick(number)
        value = not getattr(layer, name, True)
        self.apply_or_hear_why_not(lambda: SetProperty.of(self.document, layer.id, name, value))

    @rule(number=picks, locks=st.builds(Locks, st.booleans(), st.booleans(), st.booleans()))
    def lock(self, number, locks):
        self.apply(SetProperty.of(self.document, self.pick(number).id, "locks", locks))

    @rule(numbers=st.lists(picks, min_size=1, max_size=3), step=places)
    def shift(self, numbers, step):
        ids = [self.pick(number).id for number in numbers]
        dx, dy = int(step[0]) // 9, int(step[1]) // 9
        self.apply_or_hear_why_not(lambda: ShiftLayers.of(self.document, ids, dx, dy))

    @rule(name=st.sampled_from(["Sky", "Sea"]), what=st.sampled_from(["save", "load", "delete"]))
    def keep_selection(self, name, what):
        how = {"save": save_channel, "load": load_channel, "delete": delete_channel}[what]
        if what != "save" or len(self.document.channels) < 3:
            self.apply_or_hear_why_not(lambda: how(self.document, name))

    @rule(number=picks)
    def remove_layer(self, number):
        if list(self.document.layers) != [self.pick(number)]:
            self.apply(RemoveLayer.of(self.document, self.pick(number).id))

    @rule(number=picks, to=picks)
    def reorder(self, number, to):
        self.apply(MoveLayers.of(self.document, [self.pick(number).id], Spot(None, to)))

    @rule(number=picks, to=st.tuples(st.integers(-300, 300), st.integers(-300, 300)))
    def move(self, number, to):
        layer_id = self.pick(number).id
        self.apply_or_hear_why_not(lambda: SetProperty.of(self.document, layer_id, "position", to))

    @rule(number=picks, opacity=st.floats(0, 1), blend=st.sampled_from(BlendMode))
    def restyle(self, number, opacity, blend):
        layer_id = self.pick(number).id
        self.apply(SetProperty.of(self.document, layer_id, "opacity", opacity))
        self.apply(SetProperty.of(self.document, layer_id, "blend", blend))

    @rule(number=picks, visible=st.booleans(), name=st.text(max_size=5))
    def rename(self, number, visible, name):
        layer_id = self.pick(number).id
        self.apply(SetProperty.of(self.document, layer_id, "visible", visible))
        self.apply(SetProperty.of(self.document, layer_id, "name", name))

    @rule(number=picks, box=st.tuples(sides, sides))
    def mask_layer(self, number, box):
        layer = self.pick(number)
        mask = None if layer.mask is not None else Mask.of_box(Box(5, 7, 5 + box[0], 7 + box[1]))
        self.apply(SetLayerMask.of(self.document, layer.id, mask))

    @rule(
        what=st.sampled_from(["invert", "clear", "grow", "shrink", "feather", "polygon"]),
        how=st.sampled_from(Combine),
        corners=st.lists(places, min_size=3, max_size=6),
    )
    def select(self, what, how, corners):
        selection, canvas = self.document.selection, self.document.canvas
        changed = {
            "invert": lambda: mask_operations.invert(selection, canvas),
            "clear": mask_operations.clear,
            "grow": lambda: mask_operations.grow(selection, 6, canvas),
            "shrink": lambda: mask_operations.grow(selection, -6, canvas),
            "feather": lambda: mask_operations.feather(selection, 5, canvas),
            "polygon": lambda: mask_operations.combine(
                selection, mask_operations.polygon(corners, canvas), how
            ),
        }[what]()
        self.apply(replace_mask(self.document, SelectionTarget(), changed, what))

    @rule(left=st.integers(-90, 90), top=st.integers(-90, 90), width=sides, height=sides)
    def resize(self, left, top, width, height):
        canvas = Box(left, top, left + width, top + height)
        self.apply(resize_canvas(self.document, canvas))

    @precondition(lambda self: self.position > 0)
    @rule(times=st.integers(1, 30))
    def undo(self, times):
        for _ in range(min(times, self.position)):
            self.document.history.undo()
            self.position -= 1
            assert self.document.digest() == self.states[self.position]

    @precondition(lambda self: self.position < len(self.states) - 1)
    @rule(times=st.integers(1, 30))
    def redo(self, times):
        for _ in range(min(times, len(self.states) - 1 - self.position)):
            self.document.history.redo()
            self.position += 1
            assert self.document.digest() == self.states[self.position]

    @rule(left=st.integers(0, 300), top=st.integers(0, 200))
    def look(self, left, top):
        """What the screen shows after all this is what a file would hold."""
        box = Box(left, top, left + 180, top + 90).intersection(self.document.canvas)
        shown = self.compositor.render(box).astype(int)
        exact = flatten(self.document, box).astype(int)
        if self.document.depth == "uint16":
            exact = (exact * 255 + 32767) // 65535
        clear = exact[..., 3] == 0
        assert abs(shown - exact)[~clear].max(initial=0) <= 1
        assert (shown[clear, 3] == 0).all()

    @invariant()
    def history_agrees(self):
        if hasattr(self, "states"):
            assert self.document.history.position == self.position
            assert self.document.digest() == self.states[self.position]

    def teardown(self):
        if not hasattr(self, "states"):
            return
        while self.document.history.can_undo:
            self.document.history.undo()
        assert self.document.digest() == self.states[0]
        while self.document.history.can_redo:
            self.document.history.redo()
        assert self.document.digest() == self.states[-1]


@pytest.mark.slow
def test_two_hundred_operations_come_back_exactly() -> None:
    engine.warm()
    try:
        run_state_machine_as_test(
            Editing,
            settings=settings(
                max_examples=6,
                stateful_step_count=200,
                deadline=None,
                # Making a failing walk shorter would take longer than reading it.
                phases=(Phase.explicit, Phase.reuse, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        engine.cool()
