// What is chosen in the filters of a list is shown at once. The button stays, and does the same.
export default class Filters {
  constructor(form) {
    this.form = form;
    this.shown = form.dataset.filters.split(" ").map((id) => document.getElementById(id));
    form.addEventListener("change", () => this.ask());
    form.addEventListener("input", (event) => event.target.type === "search" && this.askSoon());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
  }

  askSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.ask(), 300);
  }

  get address() {
    const { elements } = this.form;
    // The first of a list to choose from is what is shown unasked.
    const asked = [...new FormData(this.form)].filter(([name, value]) => value && elements[name].selectedIndex !== 0);
    return location.pathname + (asked.length ? `?${new URLSearchParams(asked)}` : "");
  }

  ask() {
    clearTimeout(this.soon);
    const { address } = this;
    this.request?.abort();
    // Parsed by the request itself: that scripts parse HTML is what Trusted Types forbid.
    const request = (this.request = new XMLHttpRequest());
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => this.show(request.response, address);
    request.onerror = () => location.assign(address);
    request.send();
  }

  show(page, address) {
    const found = this.shown.map((element) => page?.getElementById(element.id));
    if (!found.every(Boolean)) {
      location.assign(address);
      return;
    }
    history.replaceState(history.state, "", address);
    this.shown.forEach((element, number) => element.replaceChildren(...found[number].childNodes));
  }
}
