/** What the timeline marks: the log, with the many changes of a drag of η shown as one. The log itself stays whole, for replay. */
import { describeChange } from '../config/changes.ts';
import type { Experiment } from '../config/experiment.ts';
import { formatSetting } from '../viz/format.ts';
import type { RunEvent } from '../worker/protocol.ts';
import { say } from '../words/say.ts';

/** Changes of η nearer to the one before than this share of the curve are one movement of a hand. */
const NEAR = 0.08;

/** @param length steps from the beginning of the curve to its end */
export function marksOf(log: readonly RunEvent[], first: Experiment, length: number): readonly RunEvent[] {
  const marks: RunEvent[] = [];
  /** The settings before the last mark, and those now; the step of the last change joined to the mark. */
  let before = first;
  let now = first;
  let lastStep = -Infinity;
  let isRate = false;
  for (const event of log) {
    if (event.kind !== 'experiment') {
      marks.push(event);
      isRate = false;
      continue;
    }
    const changesRate = isOnlyRate(now, event.experiment);
    if (changesRate && isRate && event.step - lastStep <= NEAR * length) {
      marks.pop();
      marks.push({ ...event, label: joinedLabel(before, event.experiment) });
    } else {
      before = now;
      isRate = changesRate;
      marks.push(event);
    }
    now = event.experiment;
    lastStep = event.step;
  }
  return marks;
}

/** What a movement of the hand from one experiment to another came to: asked with every drawing. */
const labels = new WeakMap<Experiment, { readonly before: Experiment; readonly label: string }>();

function joinedLabel(before: Experiment, after: Experiment): string {
  const known = labels.get(after);
  if (known?.before === before) return known.label;
  const label = describeChange(before, after) || say('η back at {learningRate}', { learningRate: formatSetting(before.learningRate) });
  labels.set(after, { before, label });
  return label;
}

/** Whether an event's settings differ from those before it in η alone: asked with every drawing, and always the same. */
const answers = new WeakMap<Experiment, boolean>();

function isOnlyRate(before: Experiment, after: Experiment): boolean {
  const known = answers.get(after);
  if (known !== undefined) return known;
  const answer = before.learningRate !== after.learningRate && JSON.stringify({ ...before, learningRate: after.learningRate }) === JSON.stringify(after);
  answers.set(after, answer);
  return answer;
}
