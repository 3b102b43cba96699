/* What the admin's lists that are worked through by keyboard have in common. */

const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]";
const DIALOG = ".w-dialog[aria-hidden=false], .w-dialog:not([aria-hidden])";

/* Whether a key is meant for us: not typed, not a browser's or a screen reader's, and no dialog open. */
export const isOurs = (event) =>
  !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) &&
  !event.target.closest?.(TYPING) &&
  !document.querySelector(DIALOG);

/* Focus an entry; a tall one is read from its beginning. */
export const focusOn = (element) => {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
  const box = element.getBoundingClientRect();
  if (box.height > window.innerHeight * 0.7) element.scrollIntoView({ block: "start" });
};

/* Focus the entry so many places from the one that has the focus; from none, the first or the last. */
export const moveFocus = (all, here, step) => {
  const next = here ? all[all.indexOf(here) + step] : all.at(step > 0 ? 0 : -1);
  if (next) focusOn(next);
};

/* Return the element that a piece of HTML makes. */
export const made = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
};

/* Send a form's data and return the answer, which has to be JSON; else it throws. */
export const ask = async (address, body, more = {}) => {
  const response = await fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    credentials: "same-origin",
    ...more,
  });
  if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error(response.status);
  return { ...(await response.json()), ok: response.ok, status: response.status };
};
