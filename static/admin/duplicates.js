/* Likely duplicates: decide without leaving the list, and by keyboard. Every form here works without this file. */
import { ask, focusOn, isOurs, made as read, moveFocus } from "./keys.js";

const STEPS = { j: 1, k: -1 };
const PLACES = "[data-pair]:not([hidden]), [data-done]";

const list = () => document.querySelector("[data-pairs]");
const places = () => [...list().querySelectorAll(PLACES)];
const placeOf = (element) => element?.closest?.("[data-pair], [data-done]") ?? null;
const current = () => placeOf(document.activeElement);

const say = (words) => {
  list().querySelector("[data-pairs-say]").textContent = words;
};

// What was decided last is taken back first, and the pair stands there again as it was.
const decided = [];
const pairs = new Map();

const fail = (place, words) => {
  let told = place.querySelector("[data-failed-here]");
  if (!told) {
    told = document.createElement("p");
    told.className = "help-block help-critical";
    told.setAttribute("role", "alert");
    told.dataset.failedHere = "";
    place.prepend(told);
  }
  told.textContent = words;
};

// A pair with a term that was merged says nothing any more; with the term, it comes back.
const showPairs = (concepts, shown) => {
  for (const pair of list().querySelectorAll("[data-pair]")) {
    if (pair.dataset.pair.split("-").some((pk) => concepts.includes(Number(pk)))) pair.hidden = !shown;
  }
};

const next = (place) => {
  const all = places();
  const at = all.indexOf(place);
  return [...all.slice(at + 1), ...all.slice(0, at)].find((other) => other.matches("[data-pair]"));
};

const send = async (form, button) => {
  const place = placeOf(form);
  place.setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await ask(form.action, new FormData(form, button));
  } catch {
    answer = { ok: false, told: list().dataset.failed };
  }
  place.removeAttribute("aria-busy");
  if (!answer.ok) {
    fail(place, answer.told);
    return;
  }
  const made = form.dataset.act === "undo" ? pairs.get(place) : read(answer.html);
  pairs.set(made, place);
  place.replaceWith(made);
  showPairs(answer.gone, false);
  showPairs(answer.back, true);
  say(answer.told);
  const end = list().querySelector("[data-pairs-end]");
  end.hidden = places().some((other) => other.matches("[data-pair]"));
  if (made.matches("[data-done]")) {
    decided.push(made);
    focusOn(next(made) || end);
  } else focusOn(made);
};

// One after another: what is pressed while an answer is on its way holds for what it makes of the list.
let working = Promise.resolve();
const press = (place, key) => place?.querySelector(`[data-key="${key}"]`)?.click();

const undo = () => {
  const here = current();
  while (decided.length && !decided.at(-1).isConnected) decided.pop();
  const place = here?.matches("[data-done]") ? here : decided.at(-1);
  if (place) press(place, "u");
  else document.querySelector("[data-undo-last] button")?.click();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-pairs] form[data-act]")) return;
  event.preventDefault();
  if (!placeOf(form).hasAttribute("aria-busy")) working = send(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (!list()?.hasAttribute("data-shortcuts")) return;
  if (event.shiftKey || !isOurs(event)) return;
  const key = event.key.toLowerCase();
  if (key in STEPS) moveFocus(places(), current(), STEPS[key]);
  else if (key === "u") working = working.then(undo);
  else if (["m", "n", "1", "2"].includes(key) && current()) press(current(), key);
  else return;
  event.preventDefault();
});
