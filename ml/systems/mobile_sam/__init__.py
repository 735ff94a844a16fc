"""MobileSAM: cuts out the thing that a click or a box means, whatever it is."""
