// Contents: marks the section that is being read.

function followContents() {
  const named = new Map(links(".who a").map((link) => [link.hash, link]));
  const heads = all("section > h2").filter(({ id }) => named.has(`#${id}`));
  const follow = () => {
    const here = heads.filter((head) => lineOf(head).top < innerHeight * 0.3).pop() ?? heads[0];
    named.forEach((link, hash) => {
      link.ariaCurrent = hash === `#${here?.id}` ? "true" : null;
    });
  };
  addEventListener("scroll", follow, { passive: true });
  follow();
}
