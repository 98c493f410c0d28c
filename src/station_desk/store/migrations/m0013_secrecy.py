"""The access log can let go of what a line is about, and every write keeps how far the log had come.

A line's digest no longer covers kind, record and detail themselves but a salted digest of them, so that they can be
taken out when the record is sealed and the chain still proves the rest. Lines from before keep the digests they have.
"""

STATEMENTS = (
    "ALTER TABLE access ADD COLUMN salt TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE access ADD COLUMN about TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE intent ADD COLUMN head TEXT NOT NULL DEFAULT ''",
)
DIGEST = "b56a4121a639e14e47d8377ef0be07c568d022d0d92fa80efef932d6601626a9"
"""The fingerprint of the schema that this step leads to."""
