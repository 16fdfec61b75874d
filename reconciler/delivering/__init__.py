"""Event → messages → transports → verdicts. One transport is one file in `transports/` and one row in `TRANSPORTS`."""
