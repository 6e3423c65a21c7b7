// Lets a phone start Lanyard from its first screen, say so when there is no connection, and share something with it.
// It keeps the files named in KEPT: the look, and one page without anything of anybody. No other answer is ever kept.
const CACHE = `lanyard-${self.VERSION}`;
// Pages on which somebody tells of a worry are none of its business.
const QUIET = /\/report(\/|$)/;

self.addEventListener("install", (event) => {
  const fresh = self.KEPT.map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((one) => one !== CACHE).map((one) => caches.delete(one))));
  event.waitUntil(Promise.all([old, self.lanyardShared.look()]).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || QUIET.test(url.pathname)) return;
  if (request.method === "POST" && url.pathname === self.SHARE) {
    event.respondWith(take(request));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(self.OFFLINE)));
  } else if (request.method === "GET" && self.KEPT.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((found) => found ?? fetch(request)));
  }
});

// What another app shares goes no further than this device, until its owner puts it into a form.
async function take(request) {
  try {
    const form = await request.formData();
    const words = ["url", "text", "title"].map((name) => form.get(name) ?? "").join(" ");
    const link = words.split(/\s+/).find((word) => /^https?:\/\//.test(word)) ?? "";
    const files = form.getAll("files").filter((one) => one instanceof File && one.size).slice(0, 5);
    await self.lanyardShared.keep(files, link);
  } catch {
    // The page says that there is nothing, and how to go on.
  }
  return Response.redirect(self.SHARE, 303);
}
