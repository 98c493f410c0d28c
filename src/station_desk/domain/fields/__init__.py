"""The types of fields: what people type, what the file holds, what is shown."""
