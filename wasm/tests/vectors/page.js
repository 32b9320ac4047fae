// The conformance vectors in the browser that opens this page.
import * as full from "../../dist/full.js";
import * as paicha from "../../dist/index.js";
import { runAll } from "./adapter.js";

const { topics, printed } = await (await fetch("/vectors.json")).json();
window.told = await runAll({ full, paicha }, topics, new Map(printed));
