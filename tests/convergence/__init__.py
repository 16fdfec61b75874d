"""The whole way, on real databases: files → apply → nothing left to do."""
