"""社区矫正: supervised people, their terms, leave, contacts."""
