"""What duties are proven by: the certificate at the end of correction, and the refusal of help."""

STATEMENTS = (
    'ALTER TABLE "correction" ADD COLUMN "certificate" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "correction" ADD COLUMN "certificate_on" TEXT',
    'ALTER TABLE "resettlement" ADD COLUMN "refused_on" TEXT',
)
