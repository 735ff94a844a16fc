"""What happens when a button of Style is pressed; imported on first use."""

from __future__ import annotations

from plugins.api import Editor, PanelRequest


def style(editor: Editor, request: PanelRequest) -> None:
    """Paint the picture, or what is selected, in the manner of the chosen pictures."""
    editor.run("style", request.params, document=request.document)


def learn(editor: Editor) -> None:
    """Learn the first chosen style for good; keeping the result keeps the style too."""
    editor.run("style", {"method": "learn"})


def texture(editor: Editor, request: PanelRequest) -> None:
    """Fill what the mask covers with texture."""
    editor.run("texture", request.params, document=request.document)
