/* To link and to turn down: ticking one takes the other away. The page works without it. */

for (const form of document.querySelectorAll("[data-linking] form")) {
  form.addEventListener("change", ({ target }) => {
    if (!target.checked || !["link", "decline"].includes(target.name)) return;
    const other = target.name === "link" ? "decline" : "link";
    const box = target.closest("[data-choice]")?.querySelector(`[name=${other}]`);
    if (box) box.checked = false;
  });
}
