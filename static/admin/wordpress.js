/* A run's progress: looked at again and again, without loading the page anew. Without this file the browser does. */

(() => {
  const PAUSE = 2000;
  const place = document.querySelector("[data-watch]");
  if (!place) return;

  const says = place.querySelector("[data-watch-says]");
  const trouble = place.querySelector("[data-watch-trouble]");
  const part = place.querySelector("[data-watch-part]");
  const stage = () => part.querySelector("[data-watch-now]")?.dataset.watchNow || "";
  let last = stage();

  // Heard once a stage, not once a number.
  const say = (words) => {
    if (words && words !== last) says.textContent = words;
    last = words || last;
  };

  const look = async () => {
    try {
      const answer = await fetch(`${place.dataset.watch}?part`, { credentials: "same-origin" });
      if (answer.status === 204) {
        window.location.assign(place.dataset.watch);
        return;
      }
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...parsed.body.childNodes);
      trouble.hidden = true;
      say(stage());
    } catch {
      trouble.hidden = false;
    }
    setTimeout(look, PAUSE);
  };

  setTimeout(look, PAUSE);
})();
