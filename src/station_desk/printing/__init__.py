"""Form definitions and plain values in, PDF out. The only place that knows ReportLab."""
