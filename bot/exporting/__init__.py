"""What goes into a workbook, and for whom: rows of the repositories, as far as their asker may see them."""
