// What may be meant is listed while one types. Enter goes to what the arrows have chosen; else it searches.
export default class Suggest {
  constructor(input) {
    this.input = input;
    this.list = input.nextElementSibling;
    input.role = "combobox";
    this.show();
    input.addEventListener("input", () => {
      this.show();
      this.soon = setTimeout(() => this.ask(), 150);
    });
    input.addEventListener("blur", () => this.show());
    input.addEventListener("keydown", (event) => this.press(event));
    // The field keeps the focus until the mouse is let go.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  async ask() {
    const { input } = this;
    const { value } = input;
    // Searching works without an answer.
    const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q: value })}`).catch(() => {});
    if (!answer?.ok) return;
    const { suggestions, said } = await answer.json();
    if (value === input.value && input === document.activeElement) this.show(suggestions, said);
  }

  show(found = [], said = "") {
    clearTimeout(this.soon);
    this.list.replaceChildren(
      ...found.map(({ title, kind, url, language }, number) => {
        const option = document.createElement("a");
        const name = document.createElement("b");
        name.append(title);
        name.lang = language;
        option.append(name, " ", kind);
        return Object.assign(option, { href: url, id: `s${number}`, role: "option", tabIndex: -1 });
      }),
    );
    this.list.hidden = !found.length;
    this.input.ariaExpanded = !!found.length;
    this.list.nextElementSibling.textContent = said;
    this.choose();
  }

  choose(at = -1) {
    this.at = at;
    [...this.list.children].forEach((option, number) => (option.ariaSelected = number === at));
    const chosen = this.list.children[at];
    chosen?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen?.id ?? "");
  }

  press(event) {
    const { key } = event;
    const { children } = this.list;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const places = children.length + 1;
    // Beyond the last, as before the first, is the field itself.
    if (step && places > 1) this.choose(((this.at + 1 + step + places) % places) - 1);
    else if (step > 0) this.ask();
    else if (key === "Enter" && this.at >= 0) children[this.at].click();
    else if (key === "Escape" && places > 1) this.show();
    else return;
    event.preventDefault();
  }
}
