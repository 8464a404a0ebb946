"""What is sent: mails and pull requests, and the servers that take them."""
