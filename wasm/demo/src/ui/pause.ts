/** Lets the browser draw and listen between stretches of work. */

const SLICE = 12;
/** Progress is told so often. */
const TELL = 120;

export const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Until the next picture is on the screen. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    // A hidden page draws nothing; it need not be waited for.
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });

/** Does `step` for 0, 1, … in short stretches; stops when told to. */
export async function inSlices(length: number, step: (index: number) => void, { onProgress, isStopped }: { onProgress(done: number): void; isStopped(): boolean }): Promise<boolean> {
  let index = 0;
  let told = 0;
  while (index < length) {
    const end = performance.now() + SLICE;
    do {
      step(index);
      index += 1;
    } while (index < length && performance.now() < end);
    if (performance.now() - told > TELL) {
      told = performance.now();
      onProgress(index);
    }
    await pause();
    if (isStopped()) {
      return false;
    }
  }
  return true;
}
