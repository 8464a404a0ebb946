// The only file of the search with statements.

addEventListener("DOMContentLoaded", offerSearch);
