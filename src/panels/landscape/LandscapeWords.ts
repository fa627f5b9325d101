/** What the landscape says in words. */
import type { Experiment } from '../../config/experiment.ts';
import type { Names, SymbolName } from '../../explain/names.ts';
import { optimizers } from '../../engine/optimizers.ts';
import type { LossSlice } from '../../store/landscape.ts';
import { isEdgeExact } from '../../store/rateLane.ts';
import { formatCount, formatNumber, formatSetting } from '../../viz/format.ts';
import { lowestOf } from '../../viz/lossSlice.ts';
import { readMath } from '../../viz/mathText.ts';
import { say, translated } from '../../words/say.ts';

const BELOW: Readonly<Record<string, string>> = { '0': '₀', '1': '₁', '2': '₂', '3': '₃', '4': '₄', '5': '₅', '6': '₆', '7': '₇', '8': '₈', '9': '₉', ',': ',' };
const ABOVE: Readonly<Record<string, string>> = { '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹', '(': '⁽', ')': '⁾' };

/** A symbol as plain text: "w_{12}^{(1)}" is w₁₂⁽¹⁾. */
export function plainSymbol({ markup }: Pick<SymbolName, 'markup'>): string {
  return readMath(markup).map(({ text, level }) => (level === 'base' ? text : Array.from(text, (sign) => (level === 'below' ? BELOW : ABOVE)[sign] ?? sign).join(''))).join('');
}

/** Whether the slice is of the network that is named: for a moment after another has come it is of the one before. */
export function isOfNetwork({ pair }: LossSlice['plane'], { parameterCount }: Pick<Names, 'parameterCount'>): boolean {
  return pair === null || pair.every((index) => index < parameterCount);
}

/** The names of the two directions. */
function directionNames({ plane, directions }: Pick<LossSlice, 'plane' | 'directions'>, names: Names): readonly [string, string] {
  if (!isOfNetwork(plane, names)) return ['', ''];
  if (plane.pair !== null) return [plainSymbol(names.symbol({ kind: 'parameter', index: plane.pair[0] })), plainSymbol(names.symbol({ kind: 'parameter', index: plane.pair[1] }))];
  return directions === 'path' ? [say('the path’s first direction'), say('the path’s second')] : [say('a random direction'), say('another@@direction')];
}

/** The same as axes are written. */
export function axisMarkup({ plane }: Pick<LossSlice, 'plane'>, names: Names): readonly [string, string] {
  if (!isOfNetwork(plane, names)) return ['', ''];
  if (plane.pair !== null) return [names.symbol({ kind: 'parameter', index: plane.pair[0] }).markup, names.symbol({ kind: 'parameter', index: plane.pair[1] }).markup];
  return [say('first direction'), say('second direction')];
}

/** A true sentence about the picture: "Loss landscape: training loss over w₁₁ from −3 to 3 and w₁₂ from −2 to 2: lowest 0.12 at …". */
export function describeLandscape(slice: LossSlice, names: Names, step: number, loss: number): string {
  const [across, up] = directionNames(slice, names);
  const { a, b, halfA, halfB } = slice.window;
  const range = (middle: number, half: number): string => say('from {first} to {last}', { first: formatSetting(middle - half, 3), last: formatSetting(middle + half, 3) });
  const then = step === slice.step ? '' : ` ${say('when it was taken, at step {step}', { step: formatCount(slice.step) })}`;
  const lowest = lowestOf(slice);
  const low = lowest === null ? '' : say(': lowest {loss} at {a} and {b}{earlier}', { loss: formatNumber(lowest.loss), a: formatNumber(lowest.a), b: formatNumber(lowest.b), earlier: then });
  const stands = Number.isNaN(loss) ? '' : say('; the network stands at {loss}{step}', { loss: formatNumber(loss), step: step === slice.step ? '' : ` ${say('by step {step}', { step: formatCount(step) })}` });
  const sample = slice.sample === null ? '' : ` ${say('of {sample} of the examples', { sample: formatCount(slice.sample) })}`;
  return say('Loss landscape: training loss{sample} over {across} {acrossRange} and {up} {upRange}{low}{stands}.', { sample, across, acrossRange: range(a, halfA), up, upRange: range(b, halfB), low, stands });
}

/** Of which step a figure is, where the network stands at another by now: beside a loss of now it would seem to contradict it. */
export function takenAt(step: number, now: number | null): string {
  return now === null || step === now ? '' : say('of step {step}', { step: formatCount(step) });
}

/** Why there is no landscape, or null. */
export function whyNone(status: string, examples: number, step: number): string | null {
  if (status === 'diverged') return say('This run diverged after step {step}: its weights have left every landscape. Go back to before, or start again with a smaller η.', { step: formatCount(step) });
  if (examples === 0) return say('There are no training examples, so there is no loss to draw: raise the training share or the number of points.');
  return null;
}

/** What the slice does not show. */
export function sliceSentence(parameters: number): string {
  if (parameters <= 2) return say('These are all the parameters there are: the picture is the whole loss. Gradient descent walks down it.');
  return say('This is a slice: the loss along two directions of the {parameters} that θ has; what lies in the others is not seen. Gradient descent walks down, in all of them at once.', { parameters: formatCount(parameters) });
}

/** That a slice is only of a sample, and what becomes of it. @param progress of the slice, 0 to 1 */
export function sampleSentence(sample: number, examples: number, progress: number, isTraining: boolean): string {
  const look = say('A first look, at {sample} of the {examples} training examples', { sample: formatCount(sample), examples: formatCount(examples) });
  if (isTraining) return say('{look}; all of them would take too long beside training.', { look });
  return progress < 1 ? say('{look}; all of them follow.', { look }) : `${look}.`;
}

/** How much of the walk lies in the plane, where it is not all of it. @param share 0 to 1 */
export function waySentence(share: number): string | null {
  if (!(share < 0.995)) return null;
  return say('{share} of the way lies in this plane; the rest leads through directions that are not shown.', { share: formatNumber(share, 2) });
}

/** What 2/λmax means for these settings. $…$ around symbols. @param rate η of the next step */
export function edgeSentence(experiment: Experiment, examples: number, largest: number, rate: number): string {
  if (!(largest > 0)) return say('The loss bends upward in no direction here, so there is no edge.');
  const ratio = (rate * largest) / 2;
  const size = say('$η$ is {ratio} times the edge', { ratio: formatNumber(ratio, 2) });
  if (isEdgeExact(experiment, examples)) {
    return ratio > 1
      ? say('{size}: full-batch gradient descent cannot settle here, every step overshoots the steepest direction by more than the last.', { size })
      : say('{size}: full-batch gradient descent with $η$ above it could not settle here.', { size });
  }
  const what = experiment.optimizer.name === 'sgd' ? say('steps on {batchSize} of {examples} examples', { batchSize: formatCount(experiment.batchSize), examples: formatCount(examples) }) : translated(optimizers[experiment.optimizer.name].label);
  return say('Full-batch gradient descent with $η$ above it cannot settle here; for {what} it is only a hint. {size}.', { what, size });
}

/** Whose gradient the arrow is. $…$ around symbols. @param batch examples of a step */
export function arrowSentence(batch: number, examples: number): string {
  if (batch >= examples) return say('The arrow is the last step’s $−η∇L$, of all examples: straight downhill.');
  return say('The arrow is the last step’s $−η∇L$, of {batch} of the {examples} examples: downhill for them, not always for all.', { batch: formatCount(batch), examples: formatCount(examples) });
}
