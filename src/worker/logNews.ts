/** What is new in a run's log: a log that grows with every move of a slider must not travel whole each time. */
import type { LogNews, RunEvent } from './protocol.ts';

/** What must be told of `log` to someone who knows `told`. Events are never changed, so the same object is the same event. */
export function logNews(told: readonly RunEvent[], log: readonly RunEvent[]): LogNews {
  let kept = 0;
  while (kept < told.length && told[kept] === log[kept]) kept += 1;
  return { kept, events: log.slice(kept) };
}

/** The log that `news` tell of, from the one known before. */
export function withNews(known: readonly RunEvent[], { kept, events }: LogNews): readonly RunEvent[] {
  return [...known.slice(0, kept), ...events];
}
