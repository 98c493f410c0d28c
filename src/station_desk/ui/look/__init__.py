"""How the window looks: colours, style, pictures."""
