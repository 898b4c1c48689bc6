// What this telephone keeps: one sealed page, a key that no script can read out, and how
// it stands (token, tries, days). Never a word in the clear.

const NAME = "notes", TABLE = "kept";

const asked = (request) => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result);
  request.onerror = () => no(request.error);
});

async function database() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
  const db = await asked(request);
  db.onversionchange = () => db.close(); // another tab erases
  return db;
}

// Runs `act` in one transaction and waits until it is written for good.
async function within(mode, act) {
  const db = await database();
  try {
    const deal = db.transaction(TABLE, mode, { durability: "strict" });
    const done = new Promise((yes, no) => {
      deal.oncomplete = yes;
      deal.onabort = deal.onerror = () => no(deal.error);
    });
    const [made] = await Promise.all([act(deal.objectStore(TABLE)), done]);
    return made;
  } finally {
    db.close();
  }
}

export async function read() {
  return within("readonly", async (table) => {
    const [device, page, state] = await Promise.all(["device", "page", "state"].map((key) => asked(table.get(key))));
    return device && page && state ? { device, page, state } : null;
  });
}

export async function keep(device, page, state) {
  await within("readwrite", (table) => Promise.all(
    Object.entries({ device, page, state }).map(([key, value]) => asked(table.put(value, key)))));
}

// Changes how it stands; two tabs one after the other, never both at once.
export async function change(how) {
  return within("readwrite", async (table) => {
    const state = await asked(table.get("state"));
    if (!state) return null;
    const changed = { ...state, ...how(state) };
    await asked(table.put(changed, "state"));
    return changed;
  });
}

export async function clear() {
  await within("readwrite", (table) => asked(table.clear())).catch(() => {});
  const request = indexedDB.deleteDatabase(NAME);
  await new Promise((yes) => (request.onsuccess = request.onerror = request.onblocked = yes));
}

// Whether a key stays here at all: some private windows say no only when it is tried.
export async function works(key) {
  try {
    await within("readwrite", (table) => asked(table.put(key, "tried")));
    const found = await within("readwrite", (table) => Promise.all([asked(table.get("tried")), asked(table.delete("tried"))]));
    return found[0] instanceof CryptoKey;
  } catch {
    return false;
  }
}
