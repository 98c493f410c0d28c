"""What is taken out of the working file: records under seal, year archives."""
