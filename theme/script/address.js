// The address bar: links name index.html so that they work from a folder; a server does not need it.

function shortenAddress() {
  const { protocol, pathname, search, hash } = location;
  if (!protocol.startsWith("http") || !pathname.endsWith("/index.html")) return;
  history.replaceState(history.state, "", pathname.slice(0, -"index.html".length) + search + hash);
}
