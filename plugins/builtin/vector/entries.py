"""What happens when the button of Shapes is pressed; imported on first use."""

from __future__ import annotations

from plugins.api import Editor, PanelRequest


def layers(editor: Editor, request: PanelRequest) -> None:
    """Turn the picture, or what is selected, into vector layers."""
    editor.run("vector_layers", request.params, document=request.document)
