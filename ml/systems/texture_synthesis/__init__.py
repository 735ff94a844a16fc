"""Textures from the Gram matrices of a network: Gatys, Ecker and Bethge 2015."""
