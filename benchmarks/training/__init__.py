"""How fast our training loop is beside a plain one of the same networks."""
