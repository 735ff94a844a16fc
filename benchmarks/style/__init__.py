"""Our style transfer beside a plain implementation and packaged stylisers."""
