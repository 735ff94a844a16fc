"""Says in numbers how good pictures are: against a truth, as a set, by class, and by memory."""
