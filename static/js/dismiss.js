// Close an open <details> on Escape, with the focus back where it was opened, and on a click outside.
export default class Dismiss {
  constructor(details) {
    this.details = details;
    details.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && details.open) {
        details.open = false;
        details.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (!details.contains(event.target)) details.open = false;
    });
  }
}
