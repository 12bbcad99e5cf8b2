export function wait(timeMs: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, timeMs));
}
