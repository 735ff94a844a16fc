"""Large coverings, made in the background and done as one step of the history."""

from __future__ import annotations

from collections.abc import Callable

from editor.document.document import Document
from editor.document.painting_fill import Made, Pour
from editor.document.painting_media import Erase, Medium, Paint
from editor.tools.colours import Colour
from editor.tools.errands import Errands
from editor.tools.paint_tool import keeps_alpha


def run_pour(
    document: Document,
    errands: Errands,
    pour: Pour,
    work: Callable[[], Made] | None = None,
    *,
    title: str,
) -> None:
    """`work` makes the tiles where more is to be done than to pour."""

    def done(made: Made) -> None:
        step = pour.step(made, title)
        if step is not None:
            document.apply(step)

    errands.run(work or pour.make, done)


def pour_selected(document: Document, errands: Errands, colour: Colour | None) -> None:
    """Fill what is selected (all of the layer without a selection); without a colour clear it."""
    target = document.paint_target()
    keeps = keeps_alpha(document, target)
    medium: Medium = Erase() if colour is None else Paint.of(colour, keeps_alpha=keeps)
    title = "Clear" if colour is None else "Fill"
    run_pour(document, errands, Pour(document, target, medium), title=title)
