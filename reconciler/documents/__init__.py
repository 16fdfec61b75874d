"""text → Documents: finding files, reading them as plain data, and finding the way back from data to line and column.

`discover` finds files, `load` reads them; `parse` decides what a text means (fast, without positions), `events` and `positions` say where things are
(slow, only for a file with something to report); `format` rewrites a text without changing what it says. Owns yaml-rs and PyYAML.
"""
