"""What the files did not hold before: committee.unfiled_on."""

STATEMENTS = ('ALTER TABLE "committee" ADD COLUMN "unfiled_on" TEXT',)
DIGEST = "393b1b488a6913b0d4b3c71c991f4d892ca8e6f25187f7a4257a987baeb7346e"
"""The fingerprint of the schema that this step leads to."""
