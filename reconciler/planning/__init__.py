"""(desired, live) → Plan: ownership, differences, order, what it means for people, guards. Pure: no input or output, no clock."""
