"""What is sent: mails, and the server that takes them."""
