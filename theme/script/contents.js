// Contents: marks the section that is being read, and opens and closes the folded list.

function followContents() {
  const named = new Map(links(".contents a").map((link) => [link.hash.slice(1), link]));
  const heads = all(".text > section > h2").filter((head) => named.has(head.id));
  if (!heads.length) return;
  const follow = () => {
    const here = heads.filter((head) => head.getBoundingClientRect().top < innerHeight * 0.3).pop() ?? heads[0];
    named.forEach((link, id) => {
      link.ariaCurrent = id === here?.id ? "true" : null;
    });
  };
  addEventListener("scroll", follow, { passive: true });
  follow();
}

function openFold() {
  const fold = one(".fold");
  if (!(fold instanceof HTMLDetailsElement)) return;
  const turn = (/** @type {boolean} */ isOpen) => () => {
    fold.open = isOpen;
  };
  links('a[href="#contents"]').forEach((link) => link.addEventListener("click", turn(true)));
  links("a", fold).forEach((link) => link.addEventListener("click", turn(false)));
}
