// Each module is fetched only where the page has something for it. Nothing here is needed to read, send or follow.
const modules = {
  "[data-copy]": () => import("./copy.js"),
  "[data-dismiss]": () => import("./dismiss.js"),
  "[data-embed]": () => import("./embed.js"),
  "[data-filters]": () => import("./filters.js"),
  "[data-focus]": () => import("./focus.js"),
  "[data-suggest]": () => import("./suggest.js"),
};
// What is of use to those who fill in a form, and is not fetched for those who only read.
const forms = {
  "[data-busy]": () => import("./busy.js"),
  "[data-counter]": () => import("./counter.js"),
};

// What takes over a link when it is pressed, and not before.
const pressed = {
  "[data-reply]": () => import("./reply.js"),
};

const follow = (link, load) =>
  load().then(
    (module) => module.default(link),
    () => location.assign(link.href),
  );

function start(those) {
  for (const [selector, load] of Object.entries(those)) {
    const found = document.querySelectorAll(selector);
    if (found.length) {
      load().then((module) => found.forEach((element) => new module.default(element)));
    }
  }
}

function begin(event) {
  if (!event.target.closest("form")) return;
  removeEventListener("focusin", begin);
  start(forms);
}

start(modules);
addEventListener("focusin", begin);

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  for (const [selector, load] of Object.entries(pressed)) {
    const link = event.target.closest(selector);
    if (link) {
      event.preventDefault();
      follow(link, load);
    }
  }
});

// Going back, the browser fills in what was typed; whom it answers is kept in the history's entry.
const before = document.querySelector(`[data-reply="${Number(history.state?.reply)}"]`);
if (before) follow(before, pressed["[data-reply]"]);
