"""Pictures to pictures by a U-Net and a critic of patches."""
