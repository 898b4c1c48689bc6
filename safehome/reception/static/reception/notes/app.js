// One page, kept sealed on this telephone. Each view is a section of the document; the words
// stand there. What is open is forgotten when the page is left, hidden, or idle for two minutes.
import { draw } from "./draw.js";
import { leaveBy } from "./leave.js";
import * as lock from "./lock.js";
import * as store from "./store.js";

const HOME = location.pathname, TRIES = 5, IDLE = 120_000, SOON = 2500;
const at = (id) => document.getElementById(id);
const main = document.querySelector("main");
const tabs = new BroadcastChannel("notes");
const sleep = (time) => new Promise((done) => setTimeout(done, time));
const trusted = globalThis.trustedTypes?.createPolicy("notes", { createScriptURL: String });
const ours = (address) => (trusted ? trusted.createScriptURL(address) : address);
let link = null; // token and key of a link that was opened and not used yet
let idle, contact = Promise.resolve();

function show(view, words = "") {
  at("open").replaceChildren();
  at("cannot").classList.remove("first");
  clearTimeout(idle);
  for (const section of main.children) section.hidden = section.id !== view;
  for (const said of main.querySelectorAll("[data-said]")) said.hidden = !words.split(" ").includes(said.dataset.said);
  for (const input of main.querySelectorAll("input")) input.value = "";
  at("shut").hidden = view !== "open";
  const said = main.querySelector(`#${view} [data-said]:not([hidden])`);
  (said || at(view).querySelector("input, h1"))?.focus();
}

const text64 = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function linkIn(address) {
  const [, written] = /#([\w-]{86})$/.exec(address.trim()) || [];
  if (!written) return null;
  const bytes = Uint8Array.from(atob(written.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  return { token: bytes.slice(0, 32), key: bytes.slice(32) };
}

const ask = (what, token, more = {}) => fetch(`${HOME}${what}/`, {
  method: "POST", headers: { "Content-Type": "application/json" }, credentials: "omit", redirect: "error",
  body: JSON.stringify({ token: text64(token) }), signal: AbortSignal.timeout(8000), ...more,
});

async function forget() {
  await store.clear();
  for (const name of await caches.keys()) await caches.delete(name);
  const worker = await navigator.serviceWorker.getRegistration(HOME);
  await worker?.unregister();
}

// Erasing: first here, then word of it. Nothing says why.
async function erase(why) {
  const kept = await store.read().catch(() => null);
  link = null;
  show("gone", why);
  await forget();
  tabs.postMessage("gone");
  if (kept) tell(kept);
}

const tell = ({ state }) => void ask("erased", state.token, { keepalive: true, signal: undefined }).catch(() => {});

// The service's word on it, when there is network. Only a plain "over" erases.
async function hear(token) {
  const answer = await ask("stands", token).catch(() => null);
  if (!answer?.ok) return;
  const { stands, now } = await answer.json();
  await store.change((state) => ({ newer: stands === "newer", latest: Math.max(state.latest, now) }));
  if (stands === "over") await erase("over");
}

async function begin() {
  link = linkIn(location.href);
  history.replaceState(null, "", HOME); // out of sight at once; it opens only once anyway
  if (link) return show("choose");
  const kept = await store.read();
  if (!kept) return store.clear().then(() => show("nothing"));
  // A clock that was set back counts from the latest time that was ever seen.
  const back = Date.now() < kept.state.latest - 3_600_000;
  const state = await store.change(({ latest }) => ({ latest: Math.max(latest, Date.now()) }));
  if (state.latest >= state.until) return erase("ended");
  show("locked", back ? "clock" : "");
  contact = hear(state.token);
}

// The link is used only when everything else has been seen to work.
async function keepWith(pin) {
  const device = await lock.newDevice();
  if (!await store.works(device)) return show("cannot");
  const before = await store.read();
  await navigator.serviceWorker.register(ours(`${HOME}worker.js`), { scope: HOME });
  await navigator.serviceWorker.ready;
  const answer = await ask("take", link.token);
  if (!answer.ok) {
    link = null;
    if (!before) await forget();
    return show("nothing", answer.status === 429 ? "wait" : "used");
  }
  const words = await lock.openLink(link.key, await answer.arrayBuffer());
  const { until } = JSON.parse(new TextDecoder().decode(words));
  await store.keep(device, await lock.seal(pin, device, words), { token: link.token, tries: 0, until, latest: Date.now(), newer: false });
  link = null;
  if (before) tell(before); // it was written over
  await navigator.storage?.persist?.();
  show("locked", "kept");
}

async function openWith(pin) {
  await Promise.race([contact, sleep(SOON)]);
  // Counted before it is tried, so that nothing is won by closing the page.
  const state = await store.change(({ tries }) => ({ tries: tries + 1 }));
  if (!state) return at("gone").hidden ? show("nothing") : undefined;
  if (state.tries > TRIES) return erase("tries");
  const { device, page } = await store.read();
  const words = await lock.open(pin, device, page);
  if (!words && state.tries >= TRIES) return erase("tries");
  at("left").textContent = TRIES - state.tries;
  if (!words) return show("locked", "wrong");
  await store.change(() => ({ tries: 0 }));
  show("open", state.newer ? "newer" : "");
  at("newer").hidden = !state.newer;
  draw(at("open"), JSON.parse(new TextDecoder().decode(words)));
  wake();
}

function wake() {
  if (at("open").hidden) return;
  clearTimeout(idle);
  idle = setTimeout(shut, IDLE);
}

function shut() {
  at("newer").hidden = true;
  if (!at("open").hidden) show("locked");
}

function away() {
  shut();
  document.title = "…";
  if (navigator.onLine) location.replace(main.dataset.away);
  else document.body.replaceChildren();
}

// One press at a time; what fails says so.
function when(form, act) {
  at(form).addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("button");
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    await act(new FormData(event.target)).catch(() => show(link ? "choose" : "locked", "network"));
    button.ariaDisabled = null;
  });
}

leaveBy(at("leave"), { away, erase: () => erase("held").then(away) });
when("choose-form", async (given) => {
  const pin = given.get("pin");
  const unfit = lock.unfit(pin) || (pin === given.get("again") ? "" : "differ");
  if (unfit) show("choose", unfit);
  else await keepWith(pin);
});
when("open-form", (given) => openWith(given.get("pin")));
when("link-form", async (given) => {
  link = linkIn(given.get("link"));
  if (link) show("choose");
  else show("nothing", "used");
});
at("shut").addEventListener("click", shut);
at("erase").addEventListener("click", () => (at("sure").hidden = !at("sure").hidden));
at("erase-now").addEventListener("click", () => erase("held"));
tabs.onmessage = () => show("gone", "elsewhere");
for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, wake, { passive: true });
document.addEventListener("visibilitychange", () => document.hidden && shut());
addEventListener("pagehide", shut);
addEventListener("hashchange", begin);
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  at("install").hidden = false;
  at("install").onclick = () => event.prompt();
});

if (isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB && navigator.serviceWorker) begin().catch(() => show("cannot"));
else show("cannot");
