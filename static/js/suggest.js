// What may be meant is listed while one types. Enter goes to what the arrows have chosen; else it searches.
export default class Suggest {
  constructor(input) {
    this.input = input;
    const list = (this.list = input.nextElementSibling);
    input.role = "combobox";
    this.show();
    input.oninput = () => {
      this.show();
      this.soon = setTimeout(() => this.ask(), 150);
    };
    input.onblur = () => this.show();
    input.onkeydown = (event) => this.press(event);
    // The field keeps the focus until the mouse is let go.
    list.onmousedown = (event) => event.preventDefault();
  }

  async ask() {
    const { input } = this;
    const { value } = input;
    // Searching works without an answer.
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(value)}`).catch(() => {});
    if (!answer?.ok) return;
    const { suggestions, said } = await answer.json();
    if (value === input.value && input === document.activeElement) this.show(suggestions, said);
  }

  show(found = [], said = "") {
    clearTimeout(this.soon);
    const { input, list } = this;
    this.links = found.map(({ title, kind, url, language }, number) => {
      const link = document.createElement("a");
      const name = document.createElement("b");
      name.append(title);
      name.lang = language;
      link.append(name, " ", kind);
      return Object.assign(link, { href: url, id: `s${number}`, role: "option", tabIndex: -1 });
    });
    list.replaceChildren(...this.links);
    list.hidden = !found[0];
    input.ariaExpanded = !list.hidden;
    list.nextElementSibling.textContent = said;
    this.choose();
  }

  choose(at) {
    this.links.forEach((link, number) => (link.ariaSelected = number === at));
    this.chosen = this.links[at];
    this.at = this.chosen && at;
    this.chosen?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.chosen?.id ?? "");
  }

  press(event) {
    const { links, at } = this;
    const { key } = event;
    // Beyond the last, as before the first, is the field itself.
    if (key === "ArrowDown") links[0] ? this.choose((at ?? -1) + 1) : this.ask();
    else if (key === "ArrowUp" && links[0]) this.choose((at ?? links.length) - 1);
    else if (key === "Enter" && this.chosen) this.chosen.click();
    else if (key === "Escape" && links[0]) this.show();
    else return;
    event.preventDefault();
  }
}
