"""What every part of the window stands on: guards, messages, settings, the hub, work in the background."""
