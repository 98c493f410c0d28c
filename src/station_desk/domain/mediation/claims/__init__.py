"""Tables of subsidies per case and sheets by which files are looked over."""
