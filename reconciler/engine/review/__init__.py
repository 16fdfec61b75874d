"""The live settings held against what an organization requires: what is wrong, every cell, and whether it is ready."""
