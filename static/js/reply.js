// Answer in place: the form moves below the comment that is answered. Without this the link leads to a page of its own.
export default class Reply {
  constructor(form) {
    this.form = form;
    this.heading = form.querySelector("h3");
    this.title = this.heading.textContent;
    this.cancel = form.querySelector("[data-cancel]");
    this.home = document.createComment("");
    form.before(this.home);
    this.cancel.addEventListener("click", () => this.close());
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-reply]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(link);
      this.form.elements.comment.focus();
    });
    // Going back, the browser fills in what was typed, and whom it was to; the form follows.
    addEventListener("pageshow", () => {
      const link = document.querySelector(`[data-reply="${Number(form.elements.reply_to.value)}"]`);
      if (link) this.open(link);
    });
  }

  open(link) {
    this.link = link;
    link.closest("article").after(this.form);
    this.form.elements.reply_to.value = link.dataset.reply;
    this.heading.textContent = link.textContent.trim();
    this.cancel.hidden = false;
  }

  close() {
    this.home.after(this.form);
    this.form.elements.reply_to.value = "";
    this.heading.textContent = this.title;
    this.cancel.hidden = true;
    this.link.focus();
  }
}
