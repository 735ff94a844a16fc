"""The native file: OpenRaster with private entries for what OpenRaster cannot hold.

Source: OpenRaster specification 0.0.6, "File layout", "Layer stack" and "Baseline".
"""
