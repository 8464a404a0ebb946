// The only file with statements of what the page of changes needs.

addEventListener("DOMContentLoaded", showChanges);
