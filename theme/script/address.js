// Removes index.html from the address bar: links need it in a folder, but not on a server.

function shortenAddress() {
  const { protocol, pathname, search, hash } = location;
  if (!protocol.startsWith("http") || !pathname.endsWith("/index.html")) return;
  history.replaceState(history.state, "", pathname.slice(0, -"index.html".length) + search + hash);
}
