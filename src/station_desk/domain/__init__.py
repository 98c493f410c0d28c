"""Pure rules of the field, one room a subject and a few below and above them. No Qt, SQL, files or clock."""
