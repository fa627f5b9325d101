/** What the sheet "Draw data" says of points and of what can be done. */
import type { Experiment, GivenExample } from '../../config/experiment.ts';
import { pointOf, type DrawnPoint } from '../../datasets/drawing.ts';
import { infoOf } from '../../datasets/index.ts';
import { formatNumber } from '../../viz/format.ts';
import type { DrawTool } from './DataPanelDrawStroke.ts';
import { say } from '../../words/say.ts';

/** "x₁ 0.35, x₂ −0.2, class +1"; of a curve "x 0.35, y −0.2". */
export function placeText(experiment: Pick<Experiment, 'data'>, { x, y, meaning }: DrawnPoint): string {
  const { inputs } = infoOf(experiment.data);
  if (inputs === 1) return `x ${formatNumber(x)}, y ${formatNumber(y)}`;
  return `x₁ ${formatNumber(x)}, x₂ ${formatNumber(y)}, ${meaningText(experiment, meaning)}`;
}

/** "class +1", or "value 0.5". */
export function meaningText({ data }: Pick<Experiment, 'data'>, meaning: number): string {
  const { task, classNames } = infoOf(data);
  return task === 'classification' ? say('class {names}', { names: classNames[meaning] ?? String(meaning) }) : say('value {meaning}', { meaning: formatNumber(meaning) });
}

/** "Point 12 of 84, training: x₁ …". */
export function pointText(experiment: Experiment, examples: readonly GivenExample[], index: number): string {
  const example = examples[index];
  if (example === undefined) return '';
  return say('Point {index} of {count}, {split}: {place}', { index: index + 1, count: examples.length, split: example.validation === true ? say('validation') : say('training'), place: placeText(experiment, pointOf(experiment, example)) });
}

/** "class −1: 5, class +1: 7"; nothing where values are learned. */
export function classCounts(experiment: Pick<Experiment, 'data' | 'outputActivation'>, examples: readonly GivenExample[]): string {
  const { task, classNames } = infoOf(experiment.data);
  if (task !== 'classification') return '';
  const counts = classNames.map(() => 0);
  for (const example of examples) counts[pointOf(experiment, example).meaning]! += 1;
  return counts.map((count, index) => `${meaningText(experiment, index)}: ${count}`).join(', ');
}

/** What Shift gives: the next class, or the value with the other sign. */
export function otherMeaning({ data }: Pick<Experiment, 'data'>, meaning: number): number {
  const { task, classes } = infoOf(data);
  return task === 'classification' ? (meaning + 1) % Math.max(2, classes) : meaning === 0 ? 0 : -meaning;
}

/** How a tool is used, with a mouse or with a finger. */
export function toolHint(experiment: Pick<Experiment, 'data'>, tool: DrawTool, meaning: number, isTouch: boolean): string {
  const isCurve = infoOf(experiment.data).inputs === 1;
  const other = isCurve || isTouch ? '' : say('; Shift: {meaning}', { meaning: meaningText(experiment, otherMeaning(experiment, meaning)) });
  if (tool === 'point') return say('{gesture} to add a point{other}. Drag one to move it.', { gesture: isTouch ? say('Tap') : say('Click'), other });
  if (tool === 'brush') return say('Drag to add many{other}.', { other });
  return say('Drag over points to erase them.');
}

export const KEYS_HINT = say('Keys: arrows move the cross (Shift: finer), Enter uses the tool there (Shift: the other class or sign), Delete removes a point, Page Up and Page Down go from point to point, Alt with arrows moves the chosen one.');
