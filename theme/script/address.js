// Removes index.html from the address bar: links need it in a folder, but not on a server.

function shortenAddress() {
  const { href, protocol } = location;
  if (protocol !== "file:") history.replaceState(null, "", href.replace(/\/index\.html(?=[?#]|$)/, "/"));
}
