"""Where the limits of 社区矫正 start, found in the records of a person: from reporting in to the certificate."""
