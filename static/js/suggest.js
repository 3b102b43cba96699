// What may be meant is listed while one types. Enter goes to what is chosen with the arrows; else it searches.
const made = (name, set) => Object.assign(document.createElement(name), set);

export default class Suggest {
  constructor(input) {
    this.input = input;
    this.list = made("ul", { id: "suggestions", className: "suggestions", role: "listbox", hidden: true });
    this.list.ariaLabel = input.dataset.label;
    this.status = made("p", { className: "vh", role: "status" });
    input.after(this.list, this.status);
    input.role = "combobox";
    input.ariaAutoComplete = "list";
    input.ariaExpanded = false;
    input.setAttribute("aria-controls", "suggestions");
    input.addEventListener("input", () => {
      this.close();
      this.soon = setTimeout(() => this.ask(), 150);
    });
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.press(event));
    // The field keeps the focus until the mouse is let go of a suggestion.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
  }

  async ask() {
    const { value } = this.input;
    try {
      const answer = await fetch(`${this.input.dataset.suggest}?${new URLSearchParams({ q: value })}`);
      const { suggestions, said } = await answer.json();
      if (value === this.input.value && document.activeElement === this.input) this.show(suggestions, said);
    } catch {
      // Searching works without.
    }
  }

  show(found, said) {
    this.list.replaceChildren(
      ...found.map(({ title, kind, url, language }, number) => {
        const option = made("li", { id: `suggestion-${number}`, role: "option", ariaSelected: false });
        option.dataset.url = url;
        option.append(made("b", { textContent: title, lang: language }), made("span", { textContent: kind }));
        return option;
      }),
    );
    this.list.hidden = !found.length;
    this.input.ariaExpanded = !!found.length;
    this.status.textContent = said;
  }

  close() {
    clearTimeout(this.soon);
    this.list.hidden = true;
    this.input.ariaExpanded = false;
    this.status.textContent = "";
    this.choose();
  }

  choose(option) {
    if (this.chosen) this.chosen.ariaSelected = false;
    this.chosen = option;
    if (option) {
      option.ariaSelected = true;
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const { key } = event;
    if (this.list.hidden) {
      if (key === "ArrowDown") this.ask();
      return;
    }
    const options = [...this.list.children];
    const at = options.indexOf(this.chosen);
    if (key === "ArrowDown") this.choose(options[at + 1]);
    else if (key === "ArrowUp") this.choose(options[at < 0 ? options.length - 1 : at - 1]);
    else if (key === "Enter" && this.chosen) this.go(this.chosen);
    else if (key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  go(option) {
    if (option) location.assign(option.dataset.url);
  }
}
