"""What plug-ins may rely on: these names and fields, until the version rises."""

from __future__ import annotations

from dataclasses import fields

from plugins import api
from plugins.api import messages

NAMES = {
    "API_VERSION",
    "ActionOffer",
    "DocumentFacts",
    "Editor",
    "Keep",
    "LayerFacts",
    "Needs",
    "NotPossible",
    "PaintShape",
    "Panel",
    "PanelRequest",
    "Params",
    "Plugin",
    "PluginError",
    "Region",
    "RunTicket",
    "StaleRevision",
    "Transaction",
    "param",
}
MESSAGES = {
    "OpenPicture": ["path"],
    "ReadDocument": ["document"],
    "ReadPixels": ["document", "region", "layer"],
    "ReadMask": ["document", "region"],
    "AddLayer": ["name", "left", "top", "pixels"],
    "SetMask": ["left", "top", "values"],
    "SetLayer": ["layer", "name", "visible", "opacity"],
    "RemoveLayer": ["layer"],
    "PaintShape": ["layer", "colour"],
    "Edit": ["document", "revision", "title", "changes"],
    "RunGenerator": ["document", "generator", "params", "margins", "keep"],
    "RunTicket": ["job"],
    "Tell": ["sentence"],
    "PanelRequest": ["document", "params", "own"],
}


def test_the_names_are_those_of_version_1() -> None:
    assert api.API_VERSION == 1
    assert set(api.__all__) == NAMES
    assert all(hasattr(api, name) for name in NAMES)


def test_every_message_is_frozen_and_has_its_fields() -> None:
    for name, wanted in MESSAGES.items():
        kind = getattr(messages, name)
        assert [field.name for field in fields(kind)] == wanted, name
        assert kind.__dataclass_params__.frozen, name
