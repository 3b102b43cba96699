// Say how many characters are left once they are few: seen at once, and spoken in a pause, since it is a live region.
const FEW = 500;
const PAUSE = 700;

export default class Counter {
  constructor(note) {
    this.note = note;
    this.field = document.getElementById(note.dataset.of);
    this.field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.tell(), PAUSE);
    });
    this.tell();
  }

  tell() {
    const { counter, left, over } = this.note.dataset;
    const rest = counter - [...this.field.value].length;
    const text = rest > FEW ? "" : rest < 0 ? `${over} ${-rest}` : `${left} ${rest}`;
    if (text !== this.note.textContent) this.note.textContent = text;
    this.note.classList.toggle("err", rest < 0);
  }
}
