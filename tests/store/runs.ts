import type { Experiment } from '../../src/config/experiment.ts';
import { judge, type Verdict } from '../../src/store/verdict.ts';
import { verdictInput } from '../../src/store/verdictWatch.ts';
import type { Divergence } from '../../src/store/divergenceReason.ts';
import { createSession } from '../../src/worker/session.ts';
import type { SessionEvent, TrainingFrame } from '../../src/worker/protocol.ts';

/** Trains an experiment in a real session for about so many epochs and judges where it then stands. */
export function verdictAfter(experiment: Experiment, epochs: number): Verdict & { readonly frame: TrainingFrame } {
  const events: SessionEvent[] = [];
  // A clock that moves when it is read: how often a run is looked at must not depend on how busy this computer is.
  let time = 0;
  const session = createSession({ post: (event) => { events.push(event); }, now: () => (time += 0.02) });
  const latest = (): TrainingFrame | undefined => events.findLast((event) => event.type === 'framed')?.frame;
  const pull = (): void => {
    session.receive({ type: 'pull', run: 1, want: { neuronGrid: 0, outputGrid: 0, shownUnits: [], probe: null }, spent: [] });
  };
  const ask = (): TrainingFrame => {
    const before = events.length;
    pull();
    while (!events.slice(before).some((event) => event.type === 'framed')) session.work(8);
    const frame = latest();
    if (frame === undefined) throw new Error('no frame');
    return frame;
  };
  session.receive({ type: 'setSpeed', stepsPerSecond: Infinity });
  session.receive({ type: 'open', run: 1, experiment });
  ask();
  session.receive({ type: 'play', run: 1 });
  let frame = ask();
  while (frame.epoch < epochs && frame.status === 'training') frame = ask();
  session.receive({ type: 'pause', run: 1 });
  do frame = ask(); while (frame.evaluatedStep !== frame.step && frame.status !== 'diverged');
  const diverged = events.find((event) => event.type === 'diverged');
  const opened = events.find((event) => event.type === 'opened');
  const divergence: Divergence | null = diverged === undefined ? null : { step: diverged.step, epoch: diverged.epoch, learningRate: diverged.learningRate };
  return { ...judge(verdictInput(frame, { experiment, firstExperiment: experiment, divergence, log: [], data: opened?.data ?? null }, null)), frame };
}
