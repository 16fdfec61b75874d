"""One file per migration, in the order of `revisions.REVISIONS`. A migration that was released is never edited."""
