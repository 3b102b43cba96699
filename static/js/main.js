// Each module is fetched only where the page has something for it. Nothing here is needed to read, send or follow.
const modules = {
  "[data-copy]": () => import("./copy.js"),
  "[data-dismiss]": () => import("./dismiss.js"),
  "[data-embed]": () => import("./embed.js"),
  "[data-focus]": () => import("./focus.js"),
};
// What is of use to those who fill in a form, and is not fetched for those who only read.
const forms = {
  "[data-busy]": () => import("./busy.js"),
  "[data-counter]": () => import("./counter.js"),
};

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

// Where the form is on the page, an answer is written in place; the module comes when somebody answers.
const write = document.querySelector("#discussion [data-write]");
const reply = (link) =>
  import("./reply.js").then(
    (module) => module.default(write, link),
    () => location.assign(link.href),
  );

if (write) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    reply(link);
  });
  // Going back, the browser fills in what was typed; whom it answers is kept in the history's entry.
  const before = document.querySelector(`[data-reply="${Number(history.state?.reply)}"]`);
  if (before) reply(before);
}
