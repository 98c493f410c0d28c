"""Copies: backups on a shelf, a stick carried out and back."""
