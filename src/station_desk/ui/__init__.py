"""The window: everything a person sees and touches. It asks services and never the file itself."""
