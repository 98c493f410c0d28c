"""What a file keeps beside its business: attachments, archives, prints, answers, backups."""
