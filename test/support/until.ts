const LOOK_MS = 10;
/** Less than a test may take: what was waited for is said, and nothing goes on behind the test. */
const LIMIT_MS = 50_000;

/** Waits until something holds, looking again and again. Throws with the condition when it never does. */
export async function until(what: () => boolean | Promise<boolean>, limitMs = LIMIT_MS): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${String(what)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
