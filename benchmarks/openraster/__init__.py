"""How our OpenRaster files look in Krita and GIMP, cell by cell."""
