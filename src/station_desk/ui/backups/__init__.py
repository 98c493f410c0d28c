"""What keeps the file safe: backups by hand and by themselves, restoring, rescue, carrying on a USB stick.

The window is painted before anybody needs these, so their dialogs and services are loaded where they are used.
"""
