/** The service worker: keeps the page for use without a network, and tells when there is a newer version. */

import { update } from "./state.ts";

export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) {
    return;
  }
  // The first worker takes over a page that is as new as itself; a later one does not.
  let isControlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isControlled) {
      location.reload();
    }
    isControlled = true;
  });
  const registration = await navigator.serviceWorker.register("./sw.js");
  const tell = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) {
      update({ newer: registration.waiting });
    }
  };
  tell();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
}
