"""What dialogs have in common: their keys, buttons and size, and the manual behind F1."""
