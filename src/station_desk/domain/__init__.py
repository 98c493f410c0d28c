"""Pure rules of the field: records, vocabularies, queries, metrics, scoring, deadlines. No Qt, SQL, files or clock."""
