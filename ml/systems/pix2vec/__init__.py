"""Pictures as a stack of parametric masks: Sbai, Couprie and Aubry 2018."""
