// Each module is fetched only where the page has something for it. Nothing here is needed to read, send or follow.
const modules = {
  "[data-copy]": () => import("./copy.js"),
  "[data-dismiss]": () => import("./dismiss.js"),
  "[data-embed]": () => import("./embed.js"),
  "[data-busy]": () => import("./busy.js"),
  "[data-focus]": () => import("./focus.js"),
  "#discussion [data-write]": () => import("./reply.js"),
  "[data-counter]": () => import("./counter.js"),
};

for (const [selector, load] of Object.entries(modules)) {
  const found = document.querySelectorAll(selector);
  if (found.length) {
    load().then((module) => found.forEach((element) => new module.default(element)));
  }
}
