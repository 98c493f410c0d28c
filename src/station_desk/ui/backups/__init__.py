"""What keeps the file safe: backups by hand and by themselves, restoring, rescue, carrying on a USB stick."""
