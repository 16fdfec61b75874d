"""A SQL database → transactions that read or write. The only package that knows Alembic; SQLAlchemy is shared with `backends` and `ledger`."""
