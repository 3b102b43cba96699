// Copy the text of the element that data-copy points at, and say so on the button.
export default class Copy {
  constructor(button) {
    this.button = button;
    this.label = button.querySelector("span") ?? button;
    this.before = this.label.textContent;
    this.label.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = document.querySelector(this.button.dataset.copy);
    const text = source.textContent.replace(/\s+/g, " ").trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Refused, or no secure connection: leave the text selected for the reader's own copying.
      getSelection().selectAllChildren(source);
      return;
    }
    this.label.textContent = this.button.dataset.copied;
    setTimeout(() => (this.label.textContent = this.before), 4000);
  }
}
