"""(Plan, Writer) → Report: one outcome for each change, whatever happens."""
