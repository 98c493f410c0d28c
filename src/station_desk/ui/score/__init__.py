"""The parts of the self-assessment tab: grid, detail, vetoes, summary and the records behind a suggestion."""
