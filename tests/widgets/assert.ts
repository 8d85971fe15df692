/** Fails unless both are the same, by value. */
export function equal(actual: unknown, expected: unknown, message = "not equal"): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${message}: got ${left}, expected ${right}`);
}

/** Fails unless `value` holds. */
export function ok(value: unknown, message: string): asserts value {
  if (!value) throw new Error(message);
}

/** Waits until `check` holds; fails after two seconds. */
export async function until(check: () => unknown, message: string): Promise<void> {
  const end = performance.now() + 2_000;
  while (!check()) {
    if (performance.now() > end) throw new Error(`never: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
