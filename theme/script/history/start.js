// The only file with statements of what the history needs.

addEventListener("DOMContentLoaded", showRead);
