"""The main window: start, menus, tabs, workspace."""
