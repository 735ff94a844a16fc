"""What a plug-in may add to the editor, as data: read without running any of it."""

from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, ConfigDict

from ml.api.params import Params


class Needs(Enum):
    """What must be there before an entry can run."""

    DOCUMENT = "document"
    MASK = "mask"
    RESULT = "result"


class Contribution(BaseModel):
    """Frozen; unknown fields are refused, so that a typo is found when the manifest is read."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class ActionOffer(Contribution):
    """A command for menu and palette; `entry` is "package.module:function" taking the Editor."""

    id: str
    title: str
    entry: str
    menu: str = "Generate"
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.DOCUMENT


class Panel(Contribution):
    """A task of the Generate dock.

    The form shows `fields` of the generator's parameters, the rest under "More", after those of
    `own`. `entry` takes the Editor and a PanelRequest when the button is pressed. `tool` is put
    into the artist's hand when the panel opens.
    """

    id: str
    title: str
    hint: str
    generator: str
    entry: str
    button: str
    icon: str = ""
    fields: tuple[str, ...] = ()
    own: type[Params] | None = None
    tool: str = ""
    needs: Needs = Needs.DOCUMENT
    paints_mask: bool = False
    paints_source: bool = False


class Plugin(Contribution):
    """The manifest: who it is, what it adds. Every id begins with the plug-in's own and a dot."""

    id: str
    title: str
    version: str
    api: int
    panels: tuple[Panel, ...] = ()
    actions: tuple[ActionOffer, ...] = ()
