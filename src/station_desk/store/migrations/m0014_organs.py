"""The names on the plate and the seals: entered, no longer made of the names of county and station."""

STATEMENTS = (
    'ALTER TABLE "station" ADD COLUMN "plate_name" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "station" ADD COLUMN "seal_name" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "station" ADD COLUMN "bureau_name" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "station" ADD COLUMN "agency_name" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "village" ADD COLUMN "organ_name" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "committee" ADD COLUMN "seal_name" TEXT NOT NULL DEFAULT \'\'',
)
DIGEST = "d03311743b431e431d650dbe78c6c66a7ca66f52397f76326f36f9ade4663095"
"""The fingerprint of the schema that this step leads to."""
