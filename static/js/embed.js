// Put the player in the page when the reader asks for it; before that, nothing is fetched from elsewhere.
export default class Embed {
  constructor(frame) {
    this.frame = frame;
    frame.querySelector("button")?.addEventListener("click", () => this.show());
  }

  show() {
    const player = document.createElement("iframe");
    player.title = this.frame.dataset.title;
    player.allow = "fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.src = this.frame.dataset.embed;
    this.frame.replaceChildren(player);
    player.focus();
  }
}
