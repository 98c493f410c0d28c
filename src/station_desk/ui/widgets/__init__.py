"""Parts that several tabs and dialogs are built from."""
