"""The whole of MobileSAM (Zhang 2023), and how its parts are called in the published file."""

from __future__ import annotations

import re

from torch import Tensor, nn

from ml.systems.mobile_sam.decoder import MaskDecoder
from ml.systems.mobile_sam.prompts import PromptEncoder
from ml.systems.mobile_sam.tiny_vit import TinyVit

SIDE_PX = 1024
MASK_SIDE_PX = SIDE_PX // 4

_ATTENTION = (
    (r"\.query\.", ".q_proj."),
    (r"\.key\.", ".k_proj."),
    (r"\.value\.", ".v_proj."),
)
KEYS: tuple[tuple[str, str], ...] = (
    (r"^encoder\.enter\.", "image_encoder.patch_embed.seq."),
    (r"^encoder\.stages\.", "image_encoder.layers."),
    (r"^encoder\.class_norm\.", "image_encoder.norm_head."),
    (r"^encoder\.classes\.", "image_encoder.head."),
    (r"^encoder\.leave\.", "image_encoder.neck."),
    (r"^(image_encoder.*)\.attention\.distance_bias$", r"\1.attn.attention_biases"),
    (r"^(image_encoder.*)\.attention\.mix\.", r"\1.attn.qkv."),
    (r"^(image_encoder.*)\.attention\.out\.", r"\1.attn.proj."),
    (r"^(image_encoder.*)\.attention\.norm\.", r"\1.attn.norm."),
    (r"^(image_encoder.*)\.feed\.widen\.", r"\1.mlp.fc1."),
    (r"^(image_encoder.*)\.feed\.narrow\.", r"\1.mlp.fc2."),
    (r"^(image_encoder.*)\.feed\.norm\.", r"\1.mlp.norm."),
    (r"^(image_encoder.*)\.neighbours\.", r"\1.local_conv."),
    (r"^(image_encoder.*)\.step\.", r"\1.downsample."),
    (r"^(image_encoder.*)\.widen\.", r"\1.conv1."),
    (r"^(image_encoder.*)\.look\.", r"\1.conv2."),
    (r"^(image_encoder.*)\.narrow\.", r"\1.conv3."),
    (r"^(image_encoder.*)\.conv\.weight$", r"\1.c.weight"),
    (r"^(image_encoder\.(?:patch|layers).*(?:conv\d|local_conv|seq\.\d))\.norm\.", r"\1.bn."),
    (r"^prompts\.directions$", "prompt_encoder.pe_layer.positional_encoding_gaussian_matrix"),
    (r"^prompts\.marks\.", "prompt_encoder.point_embeddings."),
    (r"^prompts\.no_point\.", "prompt_encoder.not_a_point_embed."),
    (r"^prompts\.no_mask\.", "prompt_encoder.no_mask_embed."),
    (r"^prompts\.mask\.", "prompt_encoder.mask_downscaling."),
    (r"^decoder\.worth_token\.", "mask_decoder.iou_token."),
    (r"^decoder\.mask_tokens\.", "mask_decoder.mask_tokens."),
    (r"^decoder\.layers\.", "mask_decoder.transformer.layers."),
    (r"^decoder\.last\.", "mask_decoder.transformer.final_attn_token_to_image."),
    (r"^decoder\.last_norm\.", "mask_decoder.transformer.norm_final_attn."),
    (r"^decoder\.enlarge\.", "mask_decoder.output_upscaling."),
    (r"^decoder\.filters\.", "mask_decoder.output_hypernetworks_mlps."),
    (r"^decoder\.worth\.", "mask_decoder.iou_prediction_head."),
    (r"^(mask_decoder.*)\.among\.", r"\1.self_attn."),
    (r"^(mask_decoder.*)\.to_picture\.", r"\1.cross_attn_token_to_image."),
    (r"^(mask_decoder.*)\.to_tokens\.", r"\1.cross_attn_image_to_token."),
    (r"^(mask_decoder.*)\.among_norm\.", r"\1.norm1."),
    (r"^(mask_decoder.*)\.to_picture_norm\.", r"\1.norm2."),
    (r"^(mask_decoder.*)\.feed_norm\.", r"\1.norm3."),
    (r"^(mask_decoder.*)\.to_tokens_norm\.", r"\1.norm4."),
    (r"^(mask_decoder.*)\.feed\.layers\.0\.", r"\1.mlp.lin1."),
    (r"^(mask_decoder.*)\.feed\.layers\.1\.", r"\1.mlp.lin2."),
    (r"^(mask_decoder.*(?:attn|image|token))\.out\.", r"\1.out_proj."),
    *((f"^(mask_decoder.*){ours}", rf"\1{theirs}") for ours, theirs in _ATTENTION),
)
"""From our names to those of the published file, applied in this order."""


class MobileSam(nn.Module):
    """Look once at a picture with `embed`, then answer many questions with `answer`."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = TinyVit()
        self.prompts = PromptEncoder()
        self.decoder = MaskDecoder()

    def embed(self, picture: Tensor) -> Tensor:
        """(1, 3, 1024, 1024), normalised by ImageNet's means -> (1, 256, 64, 64)."""
        return self.encoder(picture)

    def answer(
        self, embedded: Tensor, places: Tensor, marks: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Four masks of 256 x 256 logits and the worth of each.

        `places` (1, n, 2) are x and y in 0..1 of the square, `marks` (1, n) of `Mark`; `mask` is
        an earlier answer (1, 1, 256, 256).
        """
        asked = self.prompts.points(places, marks)
        grid = self.prompts.grid(embedded.shape[-1])
        return self.decoder(embedded + self.prompts.dense(mask), grid, asked)


def published_name(name: str) -> str:
    """What the published file calls the tensor that we call `name`."""
    for pattern, replacement in KEYS:
        name = re.sub(pattern, replacement, name)
    return name
