"""A page of the shop window as everybody reads it: the portal shows it, and the writing before it is published."""
