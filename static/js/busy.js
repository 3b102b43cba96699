// While a form is on its way, its button says so and a second press does nothing.
export default class Busy {
  constructor(form) {
    this.form = form;
    form.addEventListener("submit", (event) => this.send(event));
    // The browser's back button may bring the page back as it was left.
    addEventListener("pageshow", (event) => event.persisted && this.rest());
  }

  send(event) {
    if (this.button) {
      event.preventDefault();
      return;
    }
    this.button = event.submitter ?? this.form.querySelector("button");
    this.content = [...this.button.childNodes];
    this.button.setAttribute("aria-busy", "true");
    this.button.textContent = this.form.dataset.busy;
  }

  rest() {
    if (!this.button) return;
    this.button.removeAttribute("aria-busy");
    this.button.replaceChildren(...this.content);
    this.button = null;
  }
}
