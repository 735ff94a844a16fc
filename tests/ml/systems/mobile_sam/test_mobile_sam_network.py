"""MobileSAM: parameter counts, the published names, and that its parts do what the paper says."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from ml.store.failures import WeightsMismatch
from ml.systems.mobile_sam.network import MobileSam, published_name
from ml.systems.mobile_sam.prompts import Mark, PromptEncoder
from ml.systems.mobile_sam.runner import MobileSamRunner
from ml.systems.mobile_sam.tiny_vit import Block, WindowAttention

FILE = os.environ.get("PENTIMENTO_MOBILE_SAM", "")
needs_file = pytest.mark.skipif(
    not Path(FILE).is_file(), reason="PENTIMENTO_MOBILE_SAM names no installed MobileSAM file"
)


@pytest.fixture(scope="module")
def network() -> MobileSam:
    torch.manual_seed(3)
    return MobileSam().eval()


def count(module: torch.nn.Module) -> int:
    return sum(each.numel() for each in module.parameters())


def test_the_parts_have_as_many_parameters_as_the_published_ones(network: MobileSam) -> None:
    assert count(network.encoder) == 6_065_532
    assert count(network.prompts) == 6_220
    assert count(network.decoder) == 4_058_340
    # With the running means of the norms and the directions of the places: the whole file.
    assert sum(value.numel() for value in network.state_dict().values()) == 10_140_231


def test_every_tensor_has_a_published_name_of_its_own(network: MobileSam) -> None:
    names = {name: published_name(name) for name in network.state_dict()}
    assert len(set(names.values())) == len(names) == 439
    roots = {name.partition(".")[0] for name in names.values()}
    assert roots == {"image_encoder", "prompt_encoder", "mask_decoder"}
    for ours, theirs in (
        ("encoder.enter.0.norm.running_mean", "image_encoder.patch_embed.seq.0.bn.running_mean"),
        (
            "encoder.stages.2.blocks.5.feed.widen.bias",
            "image_encoder.layers.2.blocks.5.mlp.fc1.bias",
        ),
        (
            "encoder.stages.0.step.look.conv.weight",
            "image_encoder.layers.0.downsample.conv2.c.weight",
        ),
        (
            "decoder.layers.1.to_picture.query.weight",
            "mask_decoder.transformer.layers.1.cross_attn_token_to_image.q_proj.weight",
        ),
        (
            "decoder.filters.3.layers.2.bias",
            "mask_decoder.output_hypernetworks_mlps.3.layers.2.bias",
        ),
    ):
        assert names[ours] == theirs


def test_windows_do_not_see_one_another_but_for_the_neighbours() -> None:
    torch.manual_seed(0)
    block = Block(16, 2, 4).eval()
    values = torch.randn(1, 16, 12, 12)
    changed = values.clone()
    changed[..., 8:, 8:] += 1.0
    with torch.inference_mode():
        apart = (block(values) - block(changed)).abs().amax(dim=1)[0]
    # One pixel further by the 3 x 3 look at the neighbours, nothing beyond.
    assert apart[:7].max() == 0
    assert apart[7:, 7:].min() > 0
    assert apart[8:, :7].max() == 0


def test_the_bias_of_two_places_depends_on_their_distance_alone() -> None:
    distances = WindowAttention(8, 1, 3).distances
    assert distances.shape == (9, 9)
    assert (distances == distances.T).all()
    # From the middle (1, 1) to a corner: one row and one column apart, so number 1 * 3 + 1.
    assert distances[4, 0] == distances[4, 8] == 4
    assert distances[0].tolist() == list(range(9))


def test_a_place_is_told_from_others_and_a_mark_from_others() -> None:
    torch.manual_seed(0)
    prompts = PromptEncoder()
    places = torch.tensor([[[0.2, 0.7], [0.2, 0.7], [0.2, 0.7]]])
    marks = torch.tensor([[Mark.INSIDE, Mark.OUTSIDE, Mark.NOTHING]])
    with torch.inference_mode():
        tokens = prompts.points(places, marks)[0]
        elsewhere = prompts.points(1 - places, marks)[0]
    assert not torch.allclose(tokens[0], tokens[1])
    assert not torch.allclose(tokens[0], elsewhere[0])
    # What is no point has no place.
    assert torch.equal(tokens[2], elsewhere[2])
    grid = prompts.grid(4)
    one = prompts.place(torch.tensor([0.375, 0.625]))
    torch.testing.assert_close(grid[0, :, 2, 1], one)


def test_the_decoder_answers_four_masks_of_a_quarter_and_listens(network: MobileSam) -> None:
    torch.manual_seed(1)
    embedded = torch.randn(1, 256, 8, 8)
    marks = torch.tensor([[Mark.INSIDE]])
    with torch.inference_mode():
        masks, worths = network.answer(embedded, torch.tensor([[[0.1, 0.1]]]), marks)
        other, _ = network.answer(embedded, torch.tensor([[[0.9, 0.9]]]), marks)
    assert masks.shape == (1, 4, 32, 32)
    assert worths.shape == (1, 4)
    assert not torch.allclose(masks, other, atol=1e-4)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    save_file({"image_encoder.head.bias": np.zeros(10, np.float32)}, str(path))
    with pytest.raises(WeightsMismatch, match="for another network"):
        MobileSamRunner(path)


@needs_file
def test_a_click_finds_the_disc_and_a_box_the_square() -> None:
    y, x = np.mgrid[0:300, 0:400].astype(np.float32)
    picture = np.full((300, 400, 3), (0.55, 0.6, 0.5), np.float32)
    disc = (x - 110) ** 2 + (y - 150) ** 2 < 60**2
    picture[disc] = (0.85, 0.2, 0.15)
    picture[90:210, 250:350] = (0.1, 0.25, 0.8)
    runner = MobileSamRunner(Path(FILE))
    look = runner.look(picture)
    click = runner.ask(look, [(110, 150, Mark.INSIDE)])
    best = click.matte(1 + int(click.worths[1:].argmax()))
    shown = disc[(np.arange(best.shape[0]) * 300 // best.shape[0])][
        :, np.arange(best.shape[1]) * 400 // best.shape[1]
    ]
    assert overlap(best > 0.5, shown) > 0.95
    boxed = runner.ask(look, [(250, 90, Mark.TOP_LEFT), (350, 210, Mark.BOTTOM_RIGHT)]).matte(0)
    scale = best.shape[0] / 300
    square = np.zeros(best.shape, bool)
    square[round(90 * scale) : round(210 * scale), round(250 * scale) : round(350 * scale)] = True
    assert overlap(boxed > 0.5, square) > 0.95


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    """Intersection over union."""
    return float((one & other).sum() / (one | other).sum())
