/**
 * Keeps the learning lane's trials up to date: whenever the run stands somewhere else, and about every two seconds while it trains. The
 * states they start from are those the training worker saves anyway, so training is not asked for anything more.
 */
import { trainCountOf } from '../datasets/runData.ts';
import { firstLook, outcomeOf, rangesOf, rateTasks, triedEpochs, triedRates, TRIED_ORDERS } from '../worker/rateTrials.ts';
import type { SavedRun, SessionEvent } from '../worker/protocol.ts';
import type { TrialResult, TrialTask } from '../worker/trial.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { canBeTried, holdsAt, learnedOf, momentOf, type TriedMoment } from './rateLane.ts';
import { hasSidePool, isSidePoolClaimed, sidePool, sideWorkers, subscribeClaims } from './sidePool.ts';
import { refreshFrame, send, subscribeEvents } from './training.ts';

/** While a run trains, trials begin at most so often. */
const REFRESH_MS = 2000;
/** After a run was opened or another moment of it sought, its state is asked for when it has stood still for so long. */
const ASK_MS = 200;
/** Products of examples, parameters, rates and epochs beyond which one order of the examples must do. */
const HEAVY = 8e9;
/** Products of examples and parameters beyond which λmax takes too long, beside training and without it. */
const SHARPNESS_BESIDE = 1e6;
const SHARPNESS_ALONE = 2e7;

type Cycle = { readonly from: TriedMoment; fill(): void; cancel(): void };

/** Starts trying; returns what ends it. Without side workers nothing is tried. */
export function startRateLane(): () => void {
  if (!hasSidePool()) return () => {};
  let latest: SavedRun | null = null;
  let cycle: Cycle | null = null;
  let lastBegun = -Infinity;
  let askTimer: ReturnType<typeof setTimeout> | null = null;
  /** A moment whose trials failed is not tried again. */
  let failed: TriedMoment | null = null;

  const isShown = (): boolean => nabla.getState().view === 'play' && document.visibilityState === 'visible';
  const examples = (): number => {
    const { data } = nabla.getState();
    return data === null ? 0 : trainCountOf(data);
  };

  function consider(): void {
    const { run, experiment, log, playing, status, data } = nabla.getState();
    if (status === 'diverged' || !canBeTried(experiment) || (data !== null && examples() === 0)) {
      stopCycle();
      forget();
      return;
    }
    if (!isShown() || latest === null || latest.run !== run || examples() === 0) return;
    const from = momentOf(run, latest.state.step, latest.state.epoch, latest.experiment, latest.log);
    // The worker has been told of something newer; its next save knows of it.
    if (from.key !== momentOf(run, latest.state.step, 0, experiment, log).key) return;
    if (cycle !== null) {
      if (holdsAt(cycle.from, from, playing)) {
        cycle.fill();
        return;
      }
      stopCycle();
    }
    const { rateTrials } = nabla.getState();
    // Where the run rests, a first look is followed by all of it.
    const done = rateTrials === null || (rateTrials.sample !== null && !playing) ? null : rateTrials.from;
    const isKnown = [done, failed].some((known) => known !== null && holdsAt(known, from, false));
    if (isKnown || isSidePoolClaimed() || (playing && performance.now() - lastBegun < REFRESH_MS)) return;
    lastBegun = performance.now();
    cycle = beginCycle(latest, from, examples(), playing, {
      isAllowed: () => isShown() && !isSidePoolClaimed(),
      onEnd: () => { cycle = null; },
      onFailed: () => {
        failed = from;
        stopCycle();
      },
    });
    cycle.fill();
  }

  function stopCycle(): void {
    cycle?.cancel();
    cycle = null;
  }

  /** The run's present state, soon. */
  function ask(): void {
    if (askTimer !== null) clearTimeout(askTimer);
    askTimer = setTimeout(() => {
      askTimer = null;
      if (isShown()) send({ type: 'save', run: nabla.getState().run });
    }, ASK_MS);
  }

  function hear(event: SessionEvent): void {
    if (event.type === 'saved') {
      latest = event.saved;
      consider();
    } else if (event.type === 'opened' || (event.type === 'sought' && event.progress >= 1)) {
      ask();
    } else if (event.type === 'diverged') {
      consider();
    }
  }

  const onVisible = (): void => {
    if (isShown()) ask();
  };
  const stops = [
    subscribeEvents(hear),
    subscribeClaims(consider),
    nabla.subscribe((state, before) => {
      if (state.view !== before.view) onVisible();
      if (state.experiment !== before.experiment && learnedOf(state.experiment) !== learnedOf(before.experiment)) {
        // A curve of other data or of another network is none of this run, however pale.
        stopCycle();
        forget();
      }
      if (state.status !== before.status || state.data !== before.data || state.experiment.loss !== before.experiment.loss) consider();
    }),
  ];
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    if (askTimer !== null) clearTimeout(askTimer);
    for (const stop of stops) stop();
    stopCycle();
    forget();
  };
}

function forget(): void {
  const { rateTrials, sharpness } = nabla.getState();
  if (rateTrials !== null || sharpness !== null) nabla.setState({ rateTrials: null, sharpness: null });
}

type CycleHost = { readonly isAllowed: () => boolean; readonly onEnd: () => void; readonly onFailed: () => void };

/** Trials that make one curve: every rate in every order. */
type Look = {
  readonly rates: readonly number[];
  readonly epochs: number;
  readonly orders: number;
  /** Training examples it is about; null: all. */
  readonly sample: number | null;
  /** One a rate and order, orders fastest. */
  readonly tasks: readonly TrialTask[];
  readonly results: (TrialResult | undefined)[];
  done: number;
};

function createLook(saved: SavedRun, rates: readonly number[], epochs: number, orders: number, sample: number | null): Look {
  const tasks = rateTasks(saved.experiment, saved.state, rates, epochs, sample);
  return { rates, epochs, orders, sample, tasks, results: tasks.map(() => undefined), done: 0 };
}

/** What is tried, in turn: where it takes long a first look comes before all of it, and while the run trains it must do. */
function looksOf(saved: SavedRun, parameterCount: number, examples: number, playing: boolean): readonly Look[] {
  const { experiment } = saved;
  const rates = triedRates();
  const epochs = triedEpochs(parameterCount, examples, rates.length);
  const isHeavy = parameterCount * examples * rates.length * epochs * TRIED_ORDERS > HEAVY;
  // In full batches the order of the examples makes no difference.
  const whole = createLook(saved, rates, epochs, isHeavy || experiment.batchSize >= examples ? 1 : TRIED_ORDERS, null);
  const first = firstLook(experiment, parameterCount, examples);
  if (first === null) return [whole];
  const look = createLook(saved, first.rates, first.epochs, 1, first.examples);
  return playing ? [look] : [look, whole];
}

/** λmax and every rate from one state: first all rates in the run's own order, so that a curve is there soon. */
function beginCycle(saved: SavedRun, from: TriedMoment, examples: number, playing: boolean, host: CycleHost): Cycle {
  const { experiment, state } = saved;
  const { parameterCount } = networkOf(experiment);
  const looks = looksOf(saved, parameterCount, examples, playing);
  const waiting = looks.flatMap((look) => Array.from({ length: look.orders }, (_, order) => look.rates.map((_rate, i) => ({ look, index: i * TRIED_ORDERS + order }))).flat());
  const cancels = new Set<() => void>();
  let isOver = false;

  function publish({ rates, epochs, sample, results }: Look, tried: number): void {
    const outcomes = rates.map((rate, i) => outcomeOf(rate, results.slice(i * TRIED_ORDERS, i * TRIED_ORDERS + tried).filter((result) => result !== undefined)));
    const start = results[0]?.train[0] ?? Number.NaN;
    nabla.setState({ rateTrials: start > 0 && start < Infinity ? { from, epochs, orders: tried, sample, start, outcomes, ranges: rangesOf(outcomes, start, epochs) } : null });
  }

  function finished(look: Look, index: number, result: TrialResult): void {
    look.results[index] = result;
    look.done += 1;
    const { rates, orders, results, done } = look;
    const { rateTrials, playing: isTraining } = nabla.getState();
    const isMissing = rateTrials === null || rateTrials.sample !== null || !holdsAt(rateTrials.from, from, isTraining);
    if (done === rates.length * orders) publish(look, orders);
    else if (done >= rates.length && isMissing && rates.every((_, i) => results[i * TRIED_ORDERS] !== undefined)) publish(look, 1);
    if (looks.every((each) => each.done === each.rates.length * each.orders)) {
      isOver = true;
      host.onEnd();
    } else {
      fill();
    }
  }

  function fill(): void {
    if (isOver) return;
    while (cancels.size < sideWorkers() && waiting.length > 0 && host.isAllowed()) {
      const { look, index } = waiting.shift()!;
      track((listener) => sidePool().run(look.tasks[index]!, { onFinished: (result) => { listener(() => { finished(look, index, result); }); }, onFailed: () => { listener(fail); } }));
    }
  }

  function fail(): void {
    isOver = true;
    host.onFailed();
  }

  /** Runs a task that can be called off until it ends. */
  function track(run: (end: (then: () => void) => void) => () => void): void {
    const cancel = run((then) => {
      cancels.delete(cancel);
      if (!isOver) then();
    });
    cancels.add(cancel);
  }

  if (parameterCount * examples <= (playing ? SHARPNESS_BESIDE : SHARPNESS_ALONE)) {
    track((end) => sidePool().run({ kind: 'sharpness', experiment, parameters: state.parameters }, {
      onFinished: ({ largest }) => {
        end(() => {
          nabla.setState({ sharpness: Number.isFinite(largest) ? { from, largest } : null });
          // The verdict speaks of it.
          refreshFrame();
          fill();
        });
      },
      onFailed: () => { end(fill); },
    }));
  } else {
    nabla.setState({ sharpness: null });
  }

  return {
    from,
    fill,
    cancel() {
      isOver = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}
