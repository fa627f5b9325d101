/** Looking for a learning rate because the user wants one: the range test, and a few rates tried from the same initial weights. */
import type { Experiment } from '../config/experiment.ts';
import { limits } from '../config/limits.ts';
import { trainCountOf } from '../datasets/runData.ts';
import type { SavedRun } from '../worker/protocol.ts';
import { suggestRate } from '../worker/rateSuggestion.ts';
import type { TrialResult } from '../worker/trial.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { bestOf, initialRateSearch, usualRates, type RateTest, type SearchOrigin } from './rateLaneSearchState.ts';
import { claimSidePool, hasSidePool, sidePool } from './sidePool.ts';
import { send, subscribeEvents } from './training.ts';

const TEST_STEPS = 400;
const MOST_EPOCHS = 100;
/** Products of examples, parameters and epochs that the tries may cost together. */
const WORK = 4e9;

let endTest = (): void => {};
let endTries = (): void => {};

/** One run with a growing η. It goes on until it is over or another one or `stopSearch` takes its place. */
export function testRates(origin: SearchOrigin): void {
  endTest();
  const { initialParameters, experiment, run } = nabla.getState();
  if (!hasSidePool() || initialParameters === null) return;
  const release = claimSidePool();
  let cancel = (): void => {};
  let isOver = false;
  endTest = () => {
    if (isOver) return;
    isOver = true;
    cancel();
    release();
  };
  const nothing: RateTest = { origin, epoch: 0, progress: 0, result: null, smooth: new Float64Array(0), suggested: null, failed: null };
  nabla.setState({ rateTest: nothing });

  const begin = (task: { readonly from?: SavedRun['state']; readonly parameters?: Float64Array }, settings: Experiment, epoch: number): void => {
    if (isOver) return;
    cancel = sidePool().run({ kind: 'rateTest', experiment: settings, steps: TEST_STEPS, low: limits.learningRate.min, high: limits.learningRate.max, ...task }, {
      onProgress: (progress) => { nabla.setState({ rateTest: { ...nothing, epoch, progress } }); },
      onFinished: (result) => {
        const { smooth, rate } = suggestRate(result);
        nabla.setState({ rateTest: { ...nothing, epoch, progress: 1, result, smooth, suggested: rate } });
        endTest();
      },
      onFailed: (failed) => {
        nabla.setState({ rateTest: { ...nothing, epoch, failed } });
        endTest();
      },
    });
  };
  if (origin === 'start') {
    begin({ parameters: initialParameters }, experiment, 0);
    return;
  }
  const unsubscribe = subscribeEvents((event) => {
    if (event.type !== 'saved') return;
    unsubscribe();
    begin({ from: event.saved.state }, event.saved.experiment, event.saved.state.epoch);
  });
  cancel = unsubscribe;
  send({ type: 'save', run });
}

/** The usual rates from the same initial weights, on the same mini-batches, everything else as it is set. */
export function tryUsualRates(): void {
  endTries();
  const { initialParameters, experiment, data } = nabla.getState();
  const examples = data === null ? 0 : trainCountOf(data);
  if (!hasSidePool() || initialParameters === null || examples === 0) return;
  const cost = networkOf(experiment).parameterCount * examples * usualRates.length;
  const epochs = Math.max(2, Math.min(MOST_EPOCHS, Math.floor(WORK / cost)));
  const release = claimSidePool();
  const cancels: (() => void)[] = [];
  let left = usualRates.length;
  let isOver = false;
  endTries = () => {
    if (isOver) return;
    isOver = true;
    for (const cancel of cancels) cancel();
    release();
  };
  nabla.setState({ rateTries: { epochs, tries: usualRates.map((rate) => ({ rate, result: null })), best: null, failed: null } });

  const note = (rate: number, result: TrialResult): void => {
    const { rateTries } = nabla.getState();
    if (isOver || rateTries === null) return;
    const tries = rateTries.tries.map((each) => (each.rate === rate ? { rate, result } : each));
    nabla.setState({ rateTries: { ...rateTries, tries, best: left === 0 ? bestOf(tries) : null } });
  };
  for (const rate of usualRates) {
    cancels.push(sidePool().run({
      kind: 'trial', experiment: { ...experiment, learningRate: rate }, parameters: initialParameters, order: 0, epochs, evaluateEvery: 1, outputGrid: 0,
    }, {
      onProgress: (_progress, result) => { note(rate, result); },
      onFinished: (result) => {
        left -= 1;
        note(rate, result);
        if (left === 0) endTries();
      },
      onFailed: (failed) => {
        nabla.setState(({ rateTries }) => ({ rateTries: rateTries === null ? null : { ...rateTries, failed } }));
        endTries();
      },
    }));
  }
}

/** Calls off what is under way and forgets what was found. */
export function stopSearch(): void {
  endTest();
  endTries();
  nabla.setState(initialRateSearch);
}
