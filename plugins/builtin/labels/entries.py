"""What happens when the buttons of labels are pressed; imported on first use."""

from __future__ import annotations

from plugins.api import Editor, PanelRequest


def photo(editor: Editor, request: PanelRequest) -> None:
    """A photograph of the label layer, or of what was changed in it."""
    params = {**request.params, "guess": True}
    editor.run("label_to_photo", params, document=request.document)


def guess(editor: Editor, request: PanelRequest) -> None:
    """A label layer that says what is what in the picture."""
    editor.run("label_guess", request.params, document=request.document)
