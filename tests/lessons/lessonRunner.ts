/** Plays moves of a lesson in a real session, as the page would, and gives the moment that comes of them. */
import { needsRestart } from '../../src/config/restart.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import type { LessonPage, Move, Span } from '../../src/lessons/lesson.ts';
import { changedExperiment } from '../../src/lessons/lessonExperiment.ts';
import type { MeasuredMoment } from '../../src/lessons/measuredMoment.ts';
import { parameterOf, selectionOf } from '../../src/lessons/parameterNames.ts';
import { networkOf } from '../../src/store/network.ts';
import type { Selection } from '../../src/store/selection.ts';
import { createVerdictWatch } from '../../src/store/verdictWatch.ts';
import { SessionHarness } from '../worker/sessionHarness.ts';

/** Everything a reader of the page would be shown after the moves, the run beginning at step 0. */
export function playMoves(begin: Experiment, page: Pick<LessonPage, 'view' | 'select' | 'position'>, moves: readonly Move[]): MeasuredMoment {
  const harness = new SessionHarness();
  let experiment = begin;
  let opened = harness.open(experiment);
  let view: MeasuredMoment['view'] = page.view ?? 'play';
  let position = page.position ?? 0;
  let selection: Selection | null = page.select === undefined ? null : selectionOf(networkOf(experiment), page.select);
  let check: MeasuredMoment['check'] = { state: 'none' };
  harness.send({ type: 'setSpeed', stepsPerSecond: Infinity });

  for (const move of moves) {
    view = move.view ?? view;
    if (move.change !== undefined) {
      const said = changedExperiment(experiment, move.change);
      if (said.problems.length > 0) throw new Error(said.problems.join(' '));
      if (needsRestart(experiment, said.experiment)) {
        harness.run += 1;
        opened = harness.open(said.experiment);
      } else harness.send({ type: 'change', experiment: said.experiment, label: '' });
      ({ experiment } = said);
      harness.settle();
    }
    for (const [name, value] of move.set ?? []) harness.send({ type: 'setParameter', index: parameterOf(networkOf(experiment), name)!, value, label: '' });
    if (move.run !== undefined) run(harness, move.run);
    if (move.select !== undefined) selection = selectionOf(networkOf(experiment), move.select);
    position = move.position ?? position;
    if (move.check === true) {
      harness.send({ type: 'check', request: 1, indices: null });
      harness.settle();
      const { table } = harness.last('checked');
      if (table !== null) check = { state: 'done', wanted: null, table };
    }
  }

  harness.settle();
  const frame = harness.frame();
  const diverged = frame.status === 'diverged' ? harness.last('diverged') : null;
  const state = { experiment, firstExperiment: opened.experiment, data: dataOf(harness), log: harness.log(), divergence: diverged };
  const network = networkOf(experiment);
  return {
    ...state, frame, initialParameters: opened.initialParameters, selection, view, position, check,
    chosen: selection?.kind === 'weight' || selection?.kind === 'bias' ? indexOf(network, selection) : null,
    verdict: createVerdictWatch().judge(frame, state, 0),
  };
}

function run(harness: SessionHarness, { count, unit }: Span): void {
  if (unit === 'step') {
    harness.step(count);
    return;
  }
  const { epoch } = harness.frame();
  harness.send({ type: 'play', untilEpoch: epoch + count });
  harness.settle();
}

/** The data of the run as they are now: a change may have brought others. */
function dataOf(harness: SessionHarness): MeasuredMoment['data'] {
  const changed = harness.all('changed').findLast((event) => event.run === harness.run && event.data !== null);
  return changed?.data ?? harness.last('opened').data;
}

function indexOf(network: ReturnType<typeof networkOf>, selection: Selection & { readonly kind: 'weight' | 'bias' }): number {
  const layer = network.layers[selection.layer]!;
  return selection.kind === 'weight' ? layer.weights + selection.unit * layer.inputs + selection.input : layer.biases + selection.unit;
}
