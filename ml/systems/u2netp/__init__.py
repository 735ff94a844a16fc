"""U2NetP: finds what stands out in a picture."""
