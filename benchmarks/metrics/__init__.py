"""Picture metrics as pure functions, shared by every benchmark that judges a fill or an upscale."""
