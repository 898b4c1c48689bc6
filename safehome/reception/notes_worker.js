// Keeps the page itself, so that it opens with no network. Nothing that anybody wrote
// passes through here: what is kept sealed lies in the page's own store.

const PAGE = KEPT[0];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(
    caches.open(VERSION).then((cache) =>
      cache.addAll(KEPT.map((address) => new Request(address, { cache: "reload" })))),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  const kept = request.mode === "navigate" && address.pathname === PAGE ? PAGE : address.pathname;
  if (!KEPT.includes(kept)) return;
  event.respondWith(
    caches.open(VERSION).then((cache) => cache.match(kept)).then((found) => found || fetch(request)),
  );
});
