"""Joins panels and the model store: what a panel lacks is offered there, and goes when it is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.desk import Desk
from editor.docks.generate import GenerateDock
from editor.docks.task import Task
from editor.installs import Installs
from editor.widgets.install_offer import InstallOffer, Offer
from ml import catalog

if TYPE_CHECKING:
    # Heavy, and not needed before the window stands.
    from ml.store.card import ModelCard
    from ml.store.store import ModelStore


class ModelOffers(QObject):
    """Offers, in every panel whose generator can use it, a recommended model that is missing."""

    def __init__(
        self,
        desk: Desk,
        dock: GenerateDock,
        open_store: Callable[[], ModelStore],
    ) -> None:
        super().__init__(dock)
        self._desk = desk
        self._dock = dock
        self._known: dict[str, ModelCard] = {}
        self._open_store = open_store
        self.installs = Installs(open_store, self)
        for name in dock.names:
            dock.when_made(name, self._serve)
        self.installs.progressed.connect(self._show_progress)
        self.installs.done.connect(self._finish)
        self.installs.stopped.connect(lambda _: self.look())
        self.installs.failed.connect(self._show_failure)

    def look(self) -> None:
        """Ask the store, beside the window, what is missing, and show that."""
        self._desk.background.run(self._missing, self._show, self._desk.fail)

    def close(self) -> None:
        self.installs.close()

    def _missing(self) -> dict[str, ModelCard]:
        """The card to offer, by generator."""
        states = self._open_store().list()
        wanted = {s.card.id: s.card for s in states if s.card.recommended and not s.is_installed}
        found: dict[str, ModelCard] = {}
        for spec in catalog.CATALOG:
            cards = (wanted.get(card) for card in (*spec.weights, *spec.optional_weights))
            card = next((card for card in cards if card is not None), None)
            if card is not None:
                found[spec.id] = card
        return found

    def _show(self, missing: dict[str, ModelCard]) -> None:
        self._known = missing
        for task in self._dock.made.values():
            self._show_in(task)

    def _show_in(self, task: Task) -> None:
        card = self._known.get(task.panel.generator)
        task.foot.offer.show_offer(offer_of(card) if card else None)

    def _serve(self, task: Task) -> None:
        task.foot.offer.asked.connect(self._install)
        task.foot.offer.stopped.connect(lambda _: self.installs.stop())
        self._show_in(task)

    def _install(self, model: str) -> None:
        if self.installs.install(model):
            self._show_progress(model, 0, None)

    def _show_progress(self, model: str, done_bytes: int, total_bytes: int | None) -> None:
        for offer in self._offers(model):
            offer.show_progress(done_bytes, total_bytes)

    def _show_failure(self, model: str, error: Exception) -> None:
        for offer in self._offers(model):
            offer.show_failure(str(error))

    def _finish(self, model: str) -> None:
        names = {offer.install.text().removeprefix("Install ") for offer in self._offers(model)}
        self._desk.tell(f"{' '.join(names) or model} is installed.")
        self.look()

    def _offers(self, model: str) -> list[InstallOffer]:
        offers = [task.foot.offer for task in self._dock.made.values()]
        return [offer for offer in offers if offer.model == model]


def offer_of(card: ModelCard) -> Offer:
    """A card in an artist's words."""
    size_mb = max(1, round((card.download_bytes or card.size_bytes) / 1e6))
    name = card.name or card.title
    why = f"No learned model is installed yet; {name} is {size_mb} MB to fetch."
    about = f"{card.title}. {card.note} {size_mb} MB to fetch; licence: {card.licence}."
    return Offer(card.id, name, why, about)
