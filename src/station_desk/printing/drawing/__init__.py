"""Drawing: values and pictures in, texts set and marks on the sheet."""
