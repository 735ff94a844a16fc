"""Shapes of closed curves: what they are, how they are drawn, and their SVG; free of torch."""
