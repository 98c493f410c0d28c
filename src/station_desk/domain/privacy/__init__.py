"""Who is protected: minors, what is sealed, whose records are looked at only with a trace."""
