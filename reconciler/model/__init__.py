"""The nouns, and the ports to the outside. Standard library only; no input or output.

After these files every signature in the program is readable: start with `document`, `settings`, `resource`, `change`, `plan`,
`report`, then `backend` and `ledger` for the ports.
"""
