// Sealing with a PIN and with this device's own key: neither opens it without the other.

const ROUNDS = 600_000; // of PBKDF2-SHA256: about a second on a slow telephone
const GCM = "AES-GCM";
const PLACE = new TextEncoder().encode("\x01phone"); // what the service sealed it to

const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export const newDevice = () => crypto.subtle.generateKey({ name: GCM, length: 256 }, false, ["encrypt", "decrypt"]);

async function keyFrom(pin, salt, iterations) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations }, typed, { name: GCM, length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(pin, device, words) {
  const salt = random(16), inner = random(12), outer = random(12);
  const once = await crypto.subtle.encrypt({ name: GCM, iv: inner }, await keyFrom(pin, salt, ROUNDS), words);
  const box = await crypto.subtle.encrypt({ name: GCM, iv: outer }, device, once);
  return { salt, rounds: ROUNDS, inner, outer, box };
}

// The words, or null when this PIN does not open it.
export async function open(pin, device, { salt, rounds, inner, outer, box }) {
  try {
    const once = await crypto.subtle.decrypt({ name: GCM, iv: outer }, device, box);
    return await crypto.subtle.decrypt({ name: GCM, iv: inner }, await keyFrom(pin, salt, rounds), once);
  } catch {
    return null;
  }
}

// What came through the link: one byte of algorithm, twelve of nonce, the rest.
export async function openLink(key, box) {
  const made = await crypto.subtle.importKey("raw", key, GCM, false, ["decrypt"]);
  return crypto.subtle.decrypt({ name: GCM, iv: box.slice(1, 13), additionalData: PLACE }, made, box.slice(13));
}

// Why a PIN will not do, as the name of what is said; empty when it will.
export function unfit(pin) {
  if (!/^\d{6,12}$/.test(pin)) return "short";
  const steps = [...pin].slice(1).map((digit, place) => digit - pin[place]);
  const even = steps.every((step) => step === steps[0]) && Math.abs(steps[0]) <= 1;
  return even || /^(\d{1,3})\1+$/.test(pin) ? "easy" : "";
}
