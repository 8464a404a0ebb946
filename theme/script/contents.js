// Contents: marks the section that is being read.

function followContents() {
  const entries = links(".who a");
  const heads = all("section > h2").filter(({ id }) => entries.some(({ hash }) => hash === `#${id}`));
  const follow = () => {
    const here = heads.filter((head) => lineOf(head).top < innerHeight * 0.3).pop() ?? heads[0];
    for (const entry of entries) entry.ariaCurrent = entry.hash === `#${here?.id}` ? "true" : null;
  };
  addEventListener("scroll", follow, { passive: true });
  follow();
}
