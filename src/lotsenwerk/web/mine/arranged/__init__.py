"""What an institution and a volunteer arranged: her sheet, another date, and what is said and handed in afterwards."""
