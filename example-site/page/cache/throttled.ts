/** Calls in a burst are answered by one run, some time after the first of them. */
export function throttled(work: () => unknown, afterMs: number): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      // What is called for from now on may come too late for this run.
      isDue = false;
      work();
    }, afterMs);
  };
}
