"""Records of any kind: found, listed, judged, entered, attached to."""
