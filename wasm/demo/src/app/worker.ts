/** The service worker: keeps the page for use without a network, and tells when there is a newer version. */

import { update } from "./state.ts";

export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) {
    return;
  }
  let reloading = false;
  const isUpdate = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isUpdate && !reloading) {
      reloading = true;
      location.reload();
    }
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
