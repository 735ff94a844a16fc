"""Training-free exemplar fill by patch matching: no learned weights, any resolution."""
