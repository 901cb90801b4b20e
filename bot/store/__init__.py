"""All SQL of the project: tables, migrations, and the few named places that read and write them."""
