// Comforts that no page needs: tap a sentence for its original, report the very one, see a page fill by itself, and
// hear what changed since one's last visit, which this browser notes and tells nobody.
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
  reportable(sentence);
  row.querySelectorAll("." + place).forEach((half) => half.classList.add("on"));
});

function reportable(sentence) {
  const link = sentence?.closest(".row")?.querySelector(".report a");
  if (!link) return;
  link.href = link.pathname + "?sentence=" + sentence.id.slice(1);
  link.textContent = "Report this sentence";
}

// One stop for each language of a timeline: its other reports are an arrow away.
document.addEventListener("keydown", (event) => {
  const dot = event.target.closest?.(".timeline .dot");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!dot || !step) return;
  const dots = [...dot.parentElement.querySelectorAll(".dot")];
  const next = dots[dots.indexOf(dot) + step];
  if (!next) return;
  event.preventDefault();
  dot.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
});

// What the server sends open is not in use for that: only what a reader opened or closed is.
const sentOpen = new WeakSet(document.querySelectorAll("details[open]"));

// A sign leads into a note that is closed: not every browser opens it by itself.
function follow() {
  const aim = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!aim) return;
  const note = aim.closest("details");
  if (note) {
    note.open = true;
    aim.focus({ preventScroll: true });
  } else if (aim.matches(".s")) reportable(aim);
}
addEventListener("hashchange", follow);
document.addEventListener("click", (event) => {
  const sign = event.target.closest("a[href^='#']");
  if (sign && sign.hash === location.hash) follow();
});
follow();

const since = document.getElementById("since");
if (since) {
  try {
    const key = "glosswire.read", most = 500;
    const seen = JSON.parse(localStorage.getItem(key) ?? "[]").filter(([id]) => id !== since.dataset.article);
    const before = JSON.parse(localStorage.getItem(key) ?? "[]").find(([id]) => id === since.dataset.article)?.[1];
    const now = Number(since.dataset.revision);
    if (before > 0 && before < now) {
      since.querySelector("a").href = `/article/${since.dataset.article}/changes/${now}?since=${before}`;
      since.hidden = false;
    }
    localStorage.setItem(key, JSON.stringify([...seen, [since.dataset.article, now]].slice(-most)));
  } catch {
    // A browser that keeps nothing, or something else's note: the list of revisions is there all the same.
  }
}

function isInUse(part) {
  const chosen = getSelection();
  const changed = [...part.querySelectorAll("details")].some((note) => note.open !== sentOpen.has(note));
  return part.contains(document.activeElement) || changed || (chosen && !chosen.isCollapsed && part.contains(chosen.anchorNode));
}

async function look(main) {
  const answer = await fetch(location.pathname + location.search, { cache: "no-cache" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of fresh.querySelectorAll("[data-part][id]")) {
    part.querySelectorAll("details[open]").forEach((note) => sentOpen.add(note));
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
