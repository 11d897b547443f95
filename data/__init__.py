"""What the engine stores and what it is told: tables, repositories, migrations, forms, word lists, the demo."""
