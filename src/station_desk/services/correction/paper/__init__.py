"""What papers of community correction may name: the person, the leaves, the requests, the rewards and punishments."""
