"""Statistics: records counted by what they say, for forms, pages, papers and commands."""
