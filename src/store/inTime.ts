/** An answer of the browser's storage, or that it has not come in time. */

/** What stands for an answer that has not come in time. */
export const LATE = Symbol('late');

/** The answer, or LATE after `patience` milliseconds. Rejects as the answer does, if that is in time. */
export async function inTime<T>(answer: Promise<T>, patience: number): Promise<T | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => { timer = setTimeout(() => { resolve(LATE); }, patience); });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
