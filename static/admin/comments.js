/* The queue of comments: decide without leaving the list, and by keyboard. Every form here works without this file. */
import { ask, focusOn, isOurs, made, moveFocus } from "./keys.js";

(() => {
  const KEYS = { j: 1, k: -1 };
  const queue = () => document.querySelector("[data-queue]");
  const entries = () => [...document.querySelectorAll("[data-queue] [data-comment], [data-queue] [data-done]")];
  const entryOf = (element) => element.closest("[data-comment], [data-done]");
  const current = () => {
    const focused = document.activeElement && entryOf(document.activeElement);
    return focused && queue()?.contains(focused) ? focused : null;
  };

  const say = (words) => {
    const place = document.querySelector("[data-queue-says]");
    if (place) place.textContent = words;
  };

  const move = (step) => moveFocus(entries(), current(), step);

  const nextUndecided = (place) => {
    const all = entries();
    const after = all.slice(all.indexOf(place) + 1).concat(all.slice(0, all.indexOf(place)));
    return after.find((entry) => entry.matches("[data-comment]"));
  };

  const showCount = (number) => {
    const place = document.querySelector("[data-queue-count]");
    if (!place) return;
    const words = queue().dataset;
    if (number === 0) place.textContent = words.none;
    else place.textContent = number === 1 ? words.one : words.many.replace("NUMBER", number);
  };

  const put = (entry, html) => {
    const other = made(html);
    entry.replaceWith(other);
    return other;
  };

  const failed = (entry) => {
    const words = queue().dataset.failed;
    let place = entry.querySelector("[data-failed-here]");
    if (!place) {
      place = document.createElement("p");
      place.className = "comment-entry__told help-block help-critical";
      place.setAttribute("role", "alert");
      place.dataset.failedHere = "";
      entry.prepend(place);
    }
    place.textContent = words;
  };

  // One after another: what is pressed while an answer is on its way holds for what it makes of the list.
  let working = Promise.resolve();

  const send = async (form, button) => {
    const entry = entryOf(form);
    const data = new FormData(form, button);
    const isUndo = form.dataset.act === "undo";
    entry.setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await ask(form.action, data);
    } catch {
      entry.removeAttribute("aria-busy");
      failed(entry);
      return;
    }
    const isSingle = queue().hasAttribute("data-single");
    const isDone = answer.ok && answer.done && !isUndo && !isSingle;
    const typed = answer.ok ? "" : form.querySelector("textarea")?.value;
    const shown = put(entry, isDone ? answer.done : answer.html);
    if (typed) giveBack(shown, form, typed);
    showCount(answer.waiting);
    say(answer.told);
    const next = isDone && nextUndecided(shown);
    const end = document.querySelector("[data-queue-end]");
    if (end) end.hidden = entries().some((one) => one.matches("[data-comment]"));
    if (next) focusOn(next);
    else if (isDone && end) focusOn(end);
    else focusOn(shown);
  };

  // What somebody wrote is not lost when it could not be taken.
  const giveBack = (entry, form, typed) => {
    const name = form.querySelector("textarea").name;
    const again = [...entry.querySelectorAll("form")].find((one) => one.getAttribute("action") === form.getAttribute("action") && one.elements[name]);
    if (!again) return;
    again.elements[name].value = typed;
    const around = again.closest("details");
    if (around) around.open = true;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-queue] form[data-act]")) return;
    event.preventDefault();
    if (entryOf(form).hasAttribute("aria-busy")) return;
    working = send(form, event.submitter);
  });

  const press = (entry, key) => {
    const button = entry.querySelector(`[data-key="${key}"]`);
    if (button) button.click();
    return Boolean(button);
  };

  const reject = (entry) => {
    const details = entry.querySelector("[data-reject]");
    if (!details) return false;
    details.open = true;
    details.querySelector("input[type=radio]").focus();
    return true;
  };

  const undo = () => {
    const done = [...document.querySelectorAll("[data-done]")];
    const here = current();
    const place = here?.matches("[data-done]") ? here : document.querySelector(`[data-done="${lastDone}"]`) || done.pop();
    if (place) return press(place, "u");
    if (here && press(here, "u")) return true;
    const form = document.querySelector("[data-undo-last]");
    if (form) form.requestSubmit();
    return Boolean(form);
  };

  let lastDone = null;
  const watch = new MutationObserver((changes) => {
    for (const change of changes)
      for (const node of change.addedNodes) if (node.dataset?.done) lastDone = node.dataset.done;
  });

  document.addEventListener("keydown", (event) => {
    if (!queue()?.hasAttribute("data-shortcuts")) return;
    if (!isOurs(event)) return;
    const key = event.key.toLowerCase();
    if (key === "escape") {
      const open = event.target.closest?.(".comment-entry__more[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
      return;
    }
    if (event.shiftKey) return;
    if (key in KEYS) move(KEYS[key]);
    else if (key === "u") {
      working = working.then(() => { undo(); });
    } else if ("ars".includes(key) && key.length === 1) {
      const entry = current();
      if (!entry) return;
      if (key === "r" ? !reject(entry) : !press(entry, key)) return;
    } else if (key === "x") {
      const box = current()?.querySelector("input[name=pick]");
      if (!box) return;
      box.click();
    } else return;
    event.preventDefault();
  });

  // One panel of an entry is open at a time, and what opens has the focus.
  document.addEventListener(
    "toggle",
    (event) => {
      const opened = event.target;
      if (!opened.matches?.("[data-queue] .comment-entry__more") || !opened.open) return;
      for (const other of entryOf(opened).querySelectorAll(".comment-entry__more[open]")) if (other !== opened) other.open = false;
    },
    true,
  );

  document.addEventListener("change", (event) => {
    const page = event.target.closest?.("[data-pick-page]");
    if (!page) return;
    for (const box of queue().querySelectorAll("input[name=pick]")) box.checked = event.target.checked;
  });

  const begin = () => {
    const here = queue();
    if (!here) return;
    const page = here.querySelector("[data-pick-page]");
    if (page) page.hidden = false;
  };

  const start = () => {
    begin();
    const results = document.getElementById("listing-results");
    if (results) new MutationObserver(begin).observe(results, { childList: true });
    watch.observe(document.body, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
