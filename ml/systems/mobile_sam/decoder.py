"""The mask decoder of SAM (Kirillov 2023, section 3 and appendix A)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.systems.mobile_sam.tiny_vit import EMBEDDING, ChannelNorm

HEADS = 8
LAYERS = 2
FEED = 2048
MASKS = 4
"""One answer to a clear question, and three (part, thing, whole) to a vague one."""


class Attention(nn.Module):
    """Attention in a space that may be narrower than what comes in."""

    def __init__(self, inner: int = EMBEDDING // 2) -> None:
        super().__init__()
        self.query = nn.Linear(EMBEDDING, inner)
        self.key = nn.Linear(EMBEDDING, inner)
        self.value = nn.Linear(EMBEDDING, inner)
        self.out = nn.Linear(inner, EMBEDDING)

    def forward(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """(batch, n, 256), (batch, m, 256), (batch, m, 256) -> (batch, n, 256)."""
        parts = (self.query(query), self.key(key), self.value(value))
        split = [part.unflatten(2, (HEADS, -1)).transpose(1, 2) for part in parts]
        answer = functional.scaled_dot_product_attention(*split)
        return self.out(answer.transpose(1, 2).flatten(2))


class Perceptron(nn.Module):
    """Linear layers with ReLU between them."""

    def __init__(self, *widths: int) -> None:
        super().__init__()
        pairs = zip(widths, widths[1:], strict=False)
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairs])

    def forward(self, values: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            values = functional.relu(layer(values))
        return self.layers[-1](values)


class TwoWay(nn.Module):
    """Tokens look at each other and at the picture, then the picture looks at the tokens."""

    def __init__(self, *, is_first: bool) -> None:
        super().__init__()
        self.is_first = is_first
        self.among = Attention(EMBEDDING)
        self.among_norm = nn.LayerNorm(EMBEDDING)
        self.to_picture = Attention()
        self.to_picture_norm = nn.LayerNorm(EMBEDDING)
        self.feed = Perceptron(EMBEDDING, FEED, EMBEDDING)
        self.feed_norm = nn.LayerNorm(EMBEDDING)
        self.to_tokens = Attention()
        self.to_tokens_norm = nn.LayerNorm(EMBEDDING)

    def forward(
        self, tokens: Tensor, picture: Tensor, asked: Tensor, places: Tensor
    ) -> tuple[Tensor, Tensor]:
        """`asked` are the tokens as they came in, `places` those of the picture."""
        if self.is_first:
            tokens = self.among(tokens, tokens, tokens)
        else:
            placed = tokens + asked
            tokens = tokens + self.among(placed, placed, tokens)
        tokens = self.among_norm(tokens)
        seen = self.to_picture(tokens + asked, picture + places, picture)
        tokens = self.to_picture_norm(tokens + seen)
        tokens = self.feed_norm(tokens + self.feed(tokens))
        told = self.to_tokens(picture + places, tokens + asked, tokens)
        return tokens, self.to_tokens_norm(picture + told)


class MaskDecoder(nn.Module):
    """From an embedded picture and tokens to masks of a quarter of the side, and their worth."""

    def __init__(self) -> None:
        super().__init__()
        self.worth_token = nn.Embedding(1, EMBEDDING)
        self.mask_tokens = nn.Embedding(MASKS, EMBEDDING)
        self.layers = nn.ModuleList([TwoWay(is_first=n == 0) for n in range(LAYERS)])
        self.last = Attention()
        self.last_norm = nn.LayerNorm(EMBEDDING)
        self.enlarge = nn.Sequential(
            nn.ConvTranspose2d(EMBEDDING, EMBEDDING // 4, 2, 2),
            ChannelNorm(EMBEDDING // 4),
            nn.GELU(),
            nn.ConvTranspose2d(EMBEDDING // 4, EMBEDDING // 8, 2, 2),
            nn.GELU(),
        )
        self.filters = nn.ModuleList(
            [Perceptron(EMBEDDING, EMBEDDING, EMBEDDING, EMBEDDING // 8) for _ in range(MASKS)]
        )
        self.worth = Perceptron(EMBEDDING, EMBEDDING, EMBEDDING, MASKS)

    def forward(self, embedded: Tensor, places: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        """(1, 256, s, s), (1, 256, s, s), (1, n, 256) -> (1, 4, 4s, 4s) and (1, 4).

        The masks are logits; the worth is the overlap that the network expects of each.
        """
        side = embedded.shape[-1]
        learned = torch.cat([self.worth_token.weight, self.mask_tokens.weight])[None]
        asked = torch.cat([learned, points], dim=1)
        tokens = asked
        picture, placed = (grid.flatten(2).transpose(1, 2) for grid in (embedded, places))
        for layer in self.layers:
            tokens, picture = layer(tokens, picture, asked, placed)
        seen = self.last(tokens + asked, picture + placed, picture)
        tokens = self.last_norm(tokens + seen)
        large = self.enlarge(picture.transpose(1, 2).unflatten(2, (side, side)))
        filters = [each(tokens[:, 1 + number]) for number, each in enumerate(self.filters)]
        masks = torch.einsum("bmc,bchw->bmhw", torch.stack(filters, dim=1), large)
        return masks, self.worth(tokens[:, 0])
