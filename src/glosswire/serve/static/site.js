// Two comforts that no page needs: tap a sentence for its original, and see a page fill by itself.
"use strict";

const narrow = matchMedia("(max-width: 67.4375rem)");

document.addEventListener("click", (event) => {
  const sentence = event.target.closest(".en .s");
  if (!sentence || event.target.closest("a") || !narrow.matches || String(getSelection())) return;
  const row = sentence.closest(".row");
  const place = [...sentence.classList].find((name) => /^k\d+$/.test(name));
  const again = sentence.classList.contains("on");
  document.querySelectorAll(".on, .open").forEach((seen) => seen.classList.remove("on", "open"));
  if (again) return;
  row.classList.add("open");
  row.querySelectorAll("." + place).forEach((half) => half.classList.add("on"));
});

function isInUse(part) {
  const chosen = getSelection();
  return part.contains(document.activeElement) || (chosen && !chosen.isCollapsed && part.contains(chosen.anchorNode));
}

async function look(main) {
  const answer = await fetch(location.pathname + location.search, { cache: "no-cache" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of fresh.querySelectorAll("[data-part][id]")) {
    const old = document.getElementById(part.id);
    if (!old) main.querySelector(".article > .flip, .rows")?.before(part);
    else if (old.innerHTML !== part.innerHTML && !isInUse(old)) {
      if (old.classList.contains("open")) part.classList.add("open");
      old.replaceWith(part);
    }
  }
  if (!fresh.querySelector("main[data-live]")) delete main.dataset.live;
}

const main = document.querySelector("main[data-live]");
if (main) {
  const wait = Number(main.dataset.live) * 1000;
  const again = () =>
    setTimeout(async () => {
      if (!document.hidden) await look(main).catch(() => {});
      if (main.dataset.live) again();
    }, wait);
  again();
}
