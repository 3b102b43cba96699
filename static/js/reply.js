// Answer in place: the form moves below the comment that is answered. Without this the link leads to a page of its own.
class Reply {
  constructor(form) {
    this.form = form;
    this.heading = form.querySelector("h3");
    this.title = this.heading.textContent;
    this.cancel = form.querySelector("[data-cancel]");
    this.home = document.createComment("");
    form.before(this.home);
    this.cancel.addEventListener("click", () => this.close());
  }

  open(link) {
    this.link = link;
    const comment = link.closest("article");
    comment.after(this.form);
    const level = Number(comment.querySelector("h3, h4, h5, h6").tagName[1]);
    this.heading.setAttribute("aria-level", Math.min(level + 1, 6));
    this.heading.textContent = link.textContent.trim();
    this.cancel.hidden = false;
    this.answer(link.dataset.reply);
    this.form.elements.comment.focus();
  }

  close() {
    this.home.after(this.form);
    this.heading.removeAttribute("aria-level");
    this.heading.textContent = this.title;
    this.cancel.hidden = true;
    this.answer("");
    this.link.focus();
  }

  answer(number) {
    this.form.elements.reply_to.value = number;
    history.replaceState({ reply: number }, "");
  }
}

let reply;

export default (link) => {
  const form = document.querySelector("#discussion [data-write]");
  if (!form) return location.assign(link.href);
  reply ??= new Reply(form);
  reply.open(link);
};
