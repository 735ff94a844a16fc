"""Large photographs from maps of classes, from coarse to fine."""
