"""What operates `watch` from outside: its pages, its metrics, its notices, and what is deployed with it."""
