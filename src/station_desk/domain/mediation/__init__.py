"""人民调解: cases, committees, mediators."""
