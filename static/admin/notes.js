/* Notes under review: every change is stored as it is made, and by keyboard. Every form here works without this file. */
import { ask, focusOn, isOurs, made, moveFocus } from "./keys.js";

const TYPED_REST = 1200;
// A browser takes 64 KiB with it when a page is left.
const MOST_ALIVE = 60_000;
const STEPS = { j: 1, k: -1, arrowdown: 1, arrowup: -1 };
const BUTTONS = "sdo";

const form = document.querySelector("[data-notes]");
const body = () => form.querySelector("[data-notes-body]");
const lines = () => [...form.querySelectorAll("[data-line]")];
const current = () => document.activeElement?.closest("[data-line]");

const say = (words, link) => {
  const place = form.querySelector("[data-notes-says]");
  place.textContent = words;
  if (!link) return;
  const way = document.createElement("a");
  way.href = link;
  way.textContent = form.dataset.show;
  place.append(" ", way);
};

// --- Storing ------------------------------------------------------------------------------------

// Parts of the page whose fields are not stored yet. What is sent is what they hold.
const dirty = new Set();
let working = Promise.resolve();
let waiting;
// Set when somebody else has changed the review: nothing more is stored from here.
let stale = false;

const fieldsOf = (parts) => {
  const data = new FormData(form);
  const sent = new URLSearchParams();
  const names = new Set(["csrfmiddlewaretoken", "version", "again", "to", "pick"]);
  for (const part of parts) for (const field of part.querySelectorAll("[name]")) names.add(field.name);
  for (const [name, value] of data) if (names.has(name)) sent.append(name, value);
  return sent;
};

// The page is changed under somebody's hands: her place, what she has open, and what she is writing stay.
const keepingPlace = (change) => {
  const { id: held, selectionStart, selectionEnd } = document.activeElement || {};
  const id = held || current()?.id;
  const open = [...form.querySelectorAll("details[open][id]")].map((one) => one.id);
  const picked = [...form.querySelectorAll("[name=pick]:checked")].map((one) => one.value);
  change(picked);
  for (const one of open) document.getElementById(one)?.setAttribute("open", "");
  const again = id && document.getElementById(id);
  if (!again || document.activeElement === again) return;
  again.focus({ preventScroll: true });
  if (held && Number.isInteger(selectionStart)) again.setSelectionRange(selectionStart, selectionEnd);
};

// What was written while an answer was on its way, to be put into the page that comes with it.
const written = () => {
  const fields = [...dirty].flatMap((part) => [...part.querySelectorAll("input[type=text], textarea")]);
  return fields.map((field) => [field.id, field.value]);
};

const writeAgain = (fields) => {
  for (const [id, value] of fields) {
    const field = document.getElementById(id);
    if (!field || field.value === value) continue;
    field.value = value;
    dirty.add(field.closest("[data-part]"));
  }
};

const take = (answer) => {
  form.elements.version.value = answer.version;
  if (answer.kinds.some((kind) => !document.getElementById(`terms-${kind}`))) {
    // The names of another kind of term are offered from now on; everything is stored.
    window.location.reload();
    return;
  }
  keepingPlace((picked) => {
    if (answer.all !== undefined) {
      const fields = written();
      dirty.clear();
      body().innerHTML = answer.all;
      writeAgain(fields);
      return;
    }
    for (const [id, html] of Object.entries(answer.parts)) {
      const old = document.getElementById(id);
      // Written in since it was sent: what she writes stays, and is sent next.
      if (!old || dirty.has(old)) continue;
      old.replaceWith(made(html));
      const box = document.getElementById(id).querySelector("[name=pick]");
      if (box) box.checked = picked.includes(box.value);
    }
  });
};

const send = async (act, extra = {}) => {
  if (stale) return false;
  const parts = [...dirty];
  const sent = fieldsOf(parts);
  sent.set("do", act);
  for (const [name, value] of Object.entries(extra)) sent.set(name, value);
  dirty.clear();
  say(form.dataset.saving);
  let answer;
  try {
    // Sent also where she leaves the page meanwhile, if it is little enough for that.
    answer = await ask(form.action || window.location.href, sent, { keepalive: sent.toString().length < MOST_ALIVE });
  } catch {
    answer = { ok: false, told: form.dataset.failed };
  }
  if (answer.ok) {
    take(answer);
    say(form.dataset.saved);
    return true;
  }
  for (const part of parts) if (part.isConnected) dirty.add(part);
  stale = answer.status === 409;
  say(answer.told, answer.where);
  return false;
};

// One after another: each is sent with the version that the one before made.
const store = (act = "save", extra) => {
  clearTimeout(waiting);
  working = working.then(() => (act === "save" && !dirty.size ? true : send(act, extra)));
  return working;
};

const changed = (event, rest) => {
  if (event.target.name === "pick" || event.target.name === "to") return;
  const part = event.target.closest("[data-part]");
  if (!part) return;
  dirty.add(part);
  clearTimeout(waiting);
  if (rest) waiting = setTimeout(store, rest);
  else return store();
};

const act = async (button) => {
  const here = current();
  const all = lines();
  const place = here ? all.indexOf(here) : -1;
  const id = here?.id;
  // Lines may get other places: nothing is written in them meanwhile.
  body().inert = true;
  const done = await store(button.value);
  body().inert = false;
  if (!done) {
    if (id) document.getElementById(id)?.focus();
    return;
  }
  // What was done to the line is seen where it stood, or where it went.
  const now = lines();
  const went = button.dataset.key === "o" ? place - 1 : place;
  const next = (went === place && id && document.getElementById(id)) || now[Math.min(went, now.length - 1)];
  if (place >= 0 && next) focusOn(next);
};

// --- Keys ---------------------------------------------------------------------------------------

const answer = async (line, key) => {
  const choice = line.querySelector(`[type=radio][data-key=${key}]`);
  if (!choice) return;
  choice.checked = true;
  dirty.add(line);
  const id = line.id;
  await store();
  const all = lines();
  const after = all.slice(all.findIndex((one) => one.id === id) + 1);
  const next = after.find((one) => one.matches(".notes-waits")) || document.getElementById(id);
  if (next) focusOn(next);
};

const press = (key) => {
  if (key in STEPS) {
    moveFocus(lines(), current(), STEPS[key]);
    return true;
  }
  if (key === "u") {
    const undo = form.querySelector("[data-undo]");
    if (undo) act(undo);
    return Boolean(undo);
  }
  if (key === "m") {
    form.elements.to.focus();
    return true;
  }
  const line = current();
  if (!line) return false;
  if (key === "a" || key === "n") answer(line, key);
  else if (key === "e") line.querySelector("[data-key=e]")?.select();
  else if (key === "x") line.querySelector("[name=pick]").click();
  else if (BUTTONS.includes(key) && line.querySelector(`[data-key=${key}]`)) act(line.querySelector(`[data-key=${key}]`));
  else return false;
  return true;
};

const onKey = (event) => {
  const line = current();
  if (line && event.target.matches("[data-key=e]") && (event.key === "Enter" || event.key === "Escape")) {
    event.preventDefault();
    if (event.key === "Escape") event.target.value = event.target.defaultValue;
    focusOn(line);
    return;
  }
  if (!form.hasAttribute("data-shortcuts") || !isOurs(event) || event.shiftKey) return;
  // The arrows choose between answers while one of them has the focus.
  if (event.key.startsWith("Arrow") && event.target.matches("[type=radio]")) return;
  if (press(event.key.toLowerCase())) event.preventDefault();
};

if (form) {
  form.addEventListener("change", (event) => changed(event));
  form.addEventListener("input", (event) => {
    if (event.target.matches("[type=text], textarea")) changed(event, TYPED_REST);
  });
  let leaving = false;
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (stale || leaving || !button) return;
    event.preventDefault();
    if (button.value === "save") store();
    else if (["finish", "discard"].includes(button.value))
      // The browser's, when all is stored.
      store().then((done) => {
        leaving = done;
        // Not within this event: a form that is being sent is not sent.
        if (done) setTimeout(() => form.requestSubmit(button));
      });
    else act(button);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") store();
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size && !stale && !leaving) event.preventDefault();
  });
}

// --- Where notes are brought --------------------------------------------------------------------

/* Choosing a session chooses those who were there. */
for (const session of document.querySelectorAll("[data-present]")) {
  const present = JSON.parse(session.dataset.who);
  const mark = () => {
    const there = new Set((present[session.value] || []).map(String));
    for (const box of session.form.querySelectorAll(`[name=${session.dataset.present}]`)) box.checked = there.has(box.value);
  };
  session.addEventListener("change", mark);
  if (session.value && !session.form.querySelector(`[name=${session.dataset.present}]:checked`)) mark();
}
