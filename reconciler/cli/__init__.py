"""argv → engine → exit code. The only package that prints, asks or exits; owns click."""
