"""The database itself: connections, transactions, the journal's writing, migrations, backup."""
