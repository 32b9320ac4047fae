/** Starts the page. */

import { render } from "lit/html.js";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/ledger.css";
import "./styles/place.css";
import "./styles/calendar.css";
import "./styles/checklist.css";
import "./styles/rules.css";
import "./styles/print.css";
import { frame } from "./app/frame.ts";
import { started } from "./app/packs.ts";
import { takeDrops } from "./ledger/intake.ts";
import { routeOf } from "./app/route.ts";
import { state, subscribe, update } from "./app/state.ts";
import { attempt, troubleOf } from "./app/trouble.ts";
import { keepOffline } from "./app/worker.ts";

const root = document.getElementById("app") as HTMLElement;
const NAMES = { checklist: "检查表", ledger: "台账", rules: "改规则" };

function follow(): void {
  const route = routeOf(location.hash);
  const isNewPage = route.page !== state.route.page;
  update({ route });
  document.title = `${NAMES[route.page]} · 排查`;
  if (isNewPage) {
    window.scrollTo(0, 0);
  }
}

function draw(): void {
  try {
    render(frame(), root);
  } catch (error) {
    if (!state.ledger) {
      throw error;
    }
    // An engine that had to be started anew has lost the ledger; the page has not.
    const { text } = troubleOf(error);
    update({ ledger: undefined, files: undefined, progress: undefined, trouble: { text, help: "请重新放入台账" } });
  }
}

subscribe(draw);
window.addEventListener("hashchange", follow);
window.addEventListener("online", () => update({ online: true }));
window.addEventListener("offline", () => update({ online: false }));
follow();
void attempt(started);
takeDrops();
// Where nothing may be kept (a private window), the page works as long as there is a network.
keepOffline().catch(() => undefined);
