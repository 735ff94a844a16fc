"""One Adam for each network, so that a turn moves its networks and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor, nn
from torch.optim import Adam, AdamW

from ml.training.experiment import Experiment, Optimiser
from ml.training.loop.schedule import rate_at

_MOMENTS = ("exp_avg", "exp_avg_sq", "step")


class Optimisers:
    """The optimisers of all networks and the parameters each may move.

    A parameter that belongs to two networks is moved with the first of them. What a recipe has
    frozen (`requires_grad` off after `Recipe.enter`) is never moved.
    """

    def __init__(self, networks: Mapping[str, nn.Module], experiment: Experiment) -> None:
        self._experiment = experiment
        self._settings = {name: settings_of(experiment, name) for name in networks}
        self._parameters: dict[str, dict[str, nn.Parameter]] = {}
        self._optimisers: dict[str, Adam] = {}
        self._moving: frozenset[str] | None = None
        self.grow(networks)

    def grow(self, networks: Mapping[str, nn.Module]) -> None:
        """Follow networks that changed: what is as before keeps its moments, what is new has none.

        Expects `requires_grad` as the recipe has set it.
        """
        before = self.state()
        self._parameters = _own_parameters(networks)
        self._optimisers = {
            name: _adam(list(parameters.values()), self._settings[name])
            for name, parameters in self._parameters.items()
            if parameters
        }
        self._moving = None
        self.restore(before)

    def thaw(self) -> None:
        """Let gradients reach every parameter that may move, as the recipe has it."""
        for parameters in self._parameters.values():
            for parameter in parameters.values():
                parameter.requires_grad_(True)
        self._moving = None

    def only(self, names: Iterable[str]) -> list[nn.Parameter]:
        """Let gradients reach these networks alone and clear what was there."""
        chosen = frozenset(names)
        if chosen != self._moving:
            for name, parameters in self._parameters.items():
                for parameter in parameters.values():
                    parameter.requires_grad_(name in chosen)
            self._moving = chosen
        found = list[nn.Parameter]()
        for name in self._parameters:
            if name in chosen:
                found += self._parameters[name].values()
        for parameter in found:
            parameter.grad = None
        return found

    def clip_of(self, names: Iterable[str]) -> float:
        """The largest gradient norm of a turn that trains these; 0 for no limit."""
        return self._settings[next(iter(names))].clip

    def rate(self, name: str, step: int) -> float:
        """The learning rate of a network at a step."""
        return rate_at(self._settings[name], step, self._experiment.steps)

    def move(self, names: Iterable[str], step: int, not_finite: Tensor | None = None) -> None:
        """One step of Adam for these networks.

        `not_finite`, a scalar on the device, keeps everything as it is where it is 1.0: so the
        processor need not wait to learn whether the gradients were numbers.
        """
        for name in names:
            optimiser = self._optimisers.get(name)
            if optimiser is None:
                continue
            for group in optimiser.param_groups:
                group["lr"] = self.rate(name, step)
            if not_finite is not None:
                # What torch's own GradScaler sets; fused Adam looks for them.
                optimiser.grad_scale = None  # pyright: ignore[reportAttributeAccessIssue]
                optimiser.found_inf = not_finite  # pyright: ignore[reportAttributeAccessIssue]
            optimiser.step()

    def state(self) -> dict[str, Tensor]:
        """Moments by "network/parameter/moment"; nothing for what has not moved yet."""
        found: dict[str, Tensor] = {}
        for name, optimiser in self._optimisers.items():
            for key, parameter in self._parameters[name].items():
                for moment, tensor in optimiser.state.get(parameter, {}).items():
                    found[f"{name}/{key}/{moment}"] = tensor
        return found

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Take back what `state` gave, for parameters of the same names and shapes."""
        for name, optimiser in self._optimisers.items():
            for key, parameter in self._parameters[name].items():
                kept = [state.get(f"{name}/{key}/{moment}") for moment in _MOMENTS]
                if kept[0] is None or kept[0].shape != parameter.shape:
                    continue
                optimiser.state[parameter] = {
                    moment: _beside(tensor, parameter)
                    for moment, tensor in zip(_MOMENTS, kept, strict=True)
                    if tensor is not None
                }


def settings_of(experiment: Experiment, name: str) -> Optimiser:
    """The optimiser's settings for a network, by its name."""
    is_critic = "critic" in name or "discriminator" in name
    return experiment.critic if experiment.critic and is_critic else experiment.optimiser


def _own_parameters(networks: Mapping[str, nn.Module]) -> dict[str, dict[str, nn.Parameter]]:
    seen = set[int]()
    found: dict[str, dict[str, nn.Parameter]] = {}
    for name, network in networks.items():
        found[name] = {
            key: parameter
            for key, parameter in network.named_parameters()
            if parameter.requires_grad and id(parameter) not in seen
        }
        seen |= {id(parameter) for parameter in found[name].values()}
    return found


def _adam(parameters: list[nn.Parameter], settings: Optimiser) -> Adam:
    kind = AdamW if settings.weight_decay else Adam
    return kind(
        parameters,
        lr=settings.lr,
        betas=(settings.beta1, settings.beta2),
        weight_decay=settings.weight_decay,
        fused=True,
    )


def _beside(tensor: Tensor, parameter: nn.Parameter) -> Tensor:
    """In the parameter's place and memory layout, which fused kernels want alike."""
    if tensor.shape != parameter.shape:  # the count of steps
        return tensor.to(parameter.device, copy=True)
    return torch.empty_like(parameter, requires_grad=False).copy_(tensor)
