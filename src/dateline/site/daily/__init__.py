"""The daily issue and the week: what the versions of a day tell, as one object for the page, the feeds and the mail."""
