"""What the program remembers between runs: who may write now, what was done, where from, and the key digests are made with."""
