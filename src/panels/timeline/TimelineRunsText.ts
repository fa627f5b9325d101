/** What a run in the list says of itself. */
import { describeDifferences, joinDifferences } from '../../config/differences.ts';
import type { Experiment } from '../../config/experiment.ts';
import { labelOf } from '../../config/tasks.ts';
import { activations } from '../../engine/activations.ts';
import { losses } from '../../engine/losses.ts';
import { formatCount, formatNumber, formatSetting } from '../../viz/format.ts';
import type { RunEvent, RunId } from '../../worker/protocol.ts';
import { say, translated } from '../../words/say.ts';

type Run = { readonly experiment: Experiment; readonly log: readonly RunEvent[] };

/** How the present run differs from another: what leads from its settings to those of now, else what was done on the way. */
export function differenceText(present: Run, other: Run): string {
  const settings = describeDifferences(other.experiment, present.experiment);
  if (settings.length > 0) return say('since then {settings}', { settings: joinDifferences(settings) });
  const theirs = new Set(other.log.map(keyOf));
  const since = present.log.findLast((event) => !theirs.has(keyOf(event)));
  if (since !== undefined) return say('since then {atEpoch}', { atEpoch: atEpoch(since) });
  const ours = new Set(present.log.map(keyOf));
  const last = other.log.findLast((event) => !ours.has(keyOf(event)));
  return last === undefined ? say('the same settings') : say('with {atEpoch}', { atEpoch: atEpoch(last) });
}

/** A run's own data and settings, and where it diverged: "two spirals, 6–4 tanh, η 0.1, half squared error; diverged at step 41". */
export function runText({ data, hidden, learningRate, loss }: Experiment, divergedAt: number | null): string {
  const names = [...new Set(hidden.map(({ activation }) => translated(activations[activation].label)))];
  const layers = hidden.length === 0 ? say('no hidden layer') : `${hidden.map(({ units }) => formatCount(units)).join('–')} ${names.join(', ')}`;
  const settings = `${labelOf(data)}, ${layers}, η ${formatSetting(learningRate)}, ${translated(losses[loss.name].label)}`;
  return divergedAt === null ? settings : say('{settings}; diverged at step {divergedAt}', { settings, divergedAt: formatCount(divergedAt) });
}

function atEpoch({ label, epoch }: RunEvent): string {
  return say('{label} at epoch {epoch}', { label, epoch: Number.isInteger(epoch) ? formatCount(epoch) : formatNumber(epoch) });
}

function keyOf({ step, label }: RunEvent): string {
  return `${step} ${label}`;
}

/** Whether the list outlasts a reload. */
export function keptText(runs: readonly { readonly run: RunId; readonly name: string }[], fleeting: readonly RunId[]): string {
  const lost = runs.filter(({ run }) => fleeting.includes(run)).map(({ name }) => name);
  if (lost.length === 0) return say('A reload keeps this list.');
  const named = lost.length <= 3 ? joinNames(lost) : say('{count} of these runs', { count: lost.length });
  return say('A reload loses {named}: {lost} cannot be kept.', { named, lost: lost.length === 1 ? say('it') : say('they') });
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : say('{list} and {last}', { list: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' });
}

/** A name as part of a file's name. */
export function fileNameOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return `nabla-${plain === '' ? 'run' : plain}.csv`;
}
