"""Other systems behind one face: each file here is the only one that imports its library."""
