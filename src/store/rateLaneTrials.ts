/**
 * Keeps the learning lane's trials up to date: whenever the run stands somewhere else, and about every two seconds while it trains. The
 * states they start from are those the training worker saves anyway, so training is not asked for anything more.
 */
import { trainCountOf } from '../datasets/runData.ts';
import { outcomeOf, rangesOf, rateTasks, triedEpochs, triedRates, TRIED_ORDERS } from '../worker/rateTrials.ts';
import type { SavedRun, SessionEvent } from '../worker/protocol.ts';
import type { TrialResult } from '../worker/trial.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { canBeTried, holdsAt, momentOf, type TriedMoment } from './rateLane.ts';
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
    const isKnown = [rateTrials?.from, failed].some((known) => known != null && holdsAt(known, from, false));
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

/** λmax and every rate in every order from one state: first all rates in the run's own order, so that a curve is there soon. */
function beginCycle({ experiment, state }: SavedRun, from: TriedMoment, examples: number, playing: boolean, host: CycleHost): Cycle {
  const { parameterCount } = networkOf(experiment);
  const rates = triedRates();
  const epochs = triedEpochs(parameterCount, examples, rates.length);
  const isHeavy = parameterCount * examples * rates.length * epochs * TRIED_ORDERS > HEAVY;
  // In full batches the order of the examples makes no difference.
  const orders = isHeavy || experiment.batchSize >= examples ? 1 : TRIED_ORDERS;
  const tasks = rateTasks(experiment, state, rates, epochs);
  const results: (TrialResult | undefined)[] = tasks.map(() => undefined);
  const total = rates.length * orders;
  const cancels = new Set<() => void>();
  let begun = 0;
  let done = 0;
  let isOver = false;

  function publish(tried: number): void {
    const outcomes = rates.map((rate, i) => outcomeOf(rate, results.slice(i * TRIED_ORDERS, i * TRIED_ORDERS + tried).filter((result) => result !== undefined)));
    const start = results[0]?.train[0] ?? Number.NaN;
    nabla.setState({ rateTrials: start > 0 && start < Infinity ? { from, epochs, orders: tried, start, outcomes, ranges: rangesOf(outcomes, start) } : null });
  }

  function finished(index: number, result: TrialResult): void {
    results[index] = result;
    done += 1;
    const { rateTrials, playing: isTraining } = nabla.getState();
    const isMissing = rateTrials === null || !holdsAt(rateTrials.from, from, isTraining);
    if (done >= rates.length && done < total && isMissing && rates.every((_, i) => results[i * TRIED_ORDERS] !== undefined)) publish(1);
    if (done === total) {
      isOver = true;
      publish(orders);
      host.onEnd();
    } else {
      fill();
    }
  }

  function fill(): void {
    if (isOver) return;
    while (cancels.size < sideWorkers() && begun < total && host.isAllowed()) {
      const index = (begun % rates.length) * TRIED_ORDERS + Math.floor(begun / rates.length);
      begun += 1;
      track((listener) => sidePool().run(tasks[index]!, { onFinished: (result) => { listener(() => { finished(index, result); }); }, onFailed: () => { listener(fail); } }));
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
