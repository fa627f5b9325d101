/**
 * The moment that is shared: one save of the present run, from which the link, the files and the programs are all made, so that
 * they agree with each other while training goes on.
 */
import type { Experiment } from '../config/experiment.ts';
import { networkSpecOf } from '../config/network.ts';
import type { RunData } from '../datasets/runData.ts';
import { createNetwork } from '../engine/network.ts';
import { parameterProblem } from '../share/parameterRange.ts';
import type { SavedRun } from '../worker/protocol.ts';
import { nabla } from './nabla.ts';
import { entryOf } from './runList.ts';
import { send, subscribeEvents } from './training.ts';
import { say } from '../words/say.ts';

export type Moment = {
  readonly experiment: Experiment;
  readonly data: RunData;
  readonly saved: SavedRun;
  /** Of the run, as in the list of runs. */
  readonly name: string;
};

/** A worker that is busy with one long step answers late. */
const PATIENCE_MS = 10_000;

/**
 * Asks the worker for the present moment.
 * @throws RangeError with a sentence for the reader where there is no answer
 */
export function takeMoment(): Promise<Moment> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new RangeError(say('The training worker did not answer, so there is nothing to share yet; close this and try again.')));
    }, PATIENCE_MS);
    let asked = 0;
    const ask = (): void => {
      const { run, data, initialParameters } = nabla.getState();
      if (data === null || initialParameters === null || asked === run) return;
      asked = run;
      send({ type: 'save', run });
    };
    const stopEvents = subscribeEvents((event) => {
      ask();
      const { run, data, experiment } = nabla.getState();
      if (event.type !== 'saved' || event.run !== run || data === null) return;
      // An answer of before the latest change is not of this moment.
      if (JSON.stringify(event.saved.experiment) !== JSON.stringify(experiment)) {
        asked = 0;
        ask();
        return;
      }
      stop();
      resolve({ experiment: event.saved.experiment, data, saved: event.saved, name: entryOf(run)?.name ?? 'run' });
    });
    const stop = (): void => {
      clearTimeout(timer);
      stopEvents();
    };
    ask();
  });
}

/** Nothing has been trained or set by hand yet: the weights are those that the experiment begins with. */
export function isBeginning({ saved }: Moment): boolean {
  return saved.state.step === 0 && saved.log.length === 0;
}

/** Why the weights of this moment cannot be given away, in a sentence; null where they can. */
export function weightsProblem({ experiment, saved }: Moment): string | null {
  return parameterProblem(createNetwork(networkSpecOf(experiment)), saved.state.parameters);
}

/** Why there is none of this moment, as what makes it says for the reader; null where what makes it did not come. */
export function reasonOf(error: unknown): string | null {
  return error instanceof RangeError ? error.message : null;
}
