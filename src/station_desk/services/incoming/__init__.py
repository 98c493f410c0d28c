"""Lists that others hand in (.xlsx, .csv): their cells, and which column says what. Nothing here knows any subject."""
