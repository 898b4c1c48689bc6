// Who is signed in now, asked of the server without renewing the session.
// GET  data-session-url → 200 {"person": "<token>", "csrf": "<token>"}, or 401 when nobody is.
// POST data-session-url → the same, and the session is renewed.

export const here = document.body.dataset;

export async function whoIsSignedIn({ renew = false } = {}) {
  if (!here.sessionUrl) return { known: false };
  try {
    const answer = await fetch(here.sessionUrl, {
      method: renew ? "POST" : "GET",
      headers: renew ? { "X-CSRFToken": csrf() } : {},
      cache: "no-store",
      redirect: "manual",
    });
    if (answer.status === 403 && renew) return whoIsSignedIn();
    if (answer.status === 401 || answer.type === "opaqueredirect") return { known: true, out: true };
    if (!answer.ok) return { known: false };
    const { person, csrf: fresh } = await answer.json();
    // Signing in again changes the token: forms still on the page must carry the new one.
    if (fresh) for (const box of tokens()) box.value = fresh;
    return { known: true, out: false, same: String(person) === here.person };
  } catch {
    return { known: false };
  }
}

const tokens = () => document.querySelectorAll("input[name=csrfmiddlewaretoken]");

export const csrf = () => tokens()[0]?.value ?? "";

// Another person is at this screen: nothing the first one wrote may stay on it.
export function forget() {
  for (const form of document.forms) {
    for (const box of form.elements) if (box.name !== "csrfmiddlewaretoken" && "value" in box) box.value = "";
  }
  document.querySelector("main")?.replaceChildren();
  window.dispatchEvent(new Event("sh:forgotten"));
  location.replace("/");
}

export function make(tag, words = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = words;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
