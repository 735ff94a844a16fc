"""Networks that come as ONNX files: how one is opened, run and stopped."""
