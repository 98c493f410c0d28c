"""What is laid out apart from text and tables: on trial, in two columns, codes and pictures."""
