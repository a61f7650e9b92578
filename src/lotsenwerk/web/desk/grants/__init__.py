"""Files of grants: what is applied for, granted and spent, and what has to be done until when."""
