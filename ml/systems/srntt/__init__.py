"""Super-resolution by neural texture transfer: Zhang, Wang, Lin and Qi, CVPR 2019."""
