/**
 * Passes through the network while the sheet "Layers" is open: of the initial weights once, of the present ones about twice a second
 * while they change, of other initializations when they are asked for. Beside training, at the share of time that side work has.
 */
import type { Experiment } from '../config/experiment.ts';
import type { InitializerSpec } from '../engine/initializers.ts';
import { initializerText } from '../config/initializerText.ts';
import type { LayersResult } from '../worker/layers.ts';
import { changeExperiment } from './experimentActions.ts';
import { getFrame, subscribeFrame } from './frameStore.ts';
import { equalWeights, initialLayers, isSameScheme, schemesKey, startKey, withActivation, withScheme, type LayersShown } from './layers.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { hasSidePool, sidePool } from './sidePool.ts';
import { setView, showNotice } from './viewActions.ts';
import { say } from '../words/say.ts';

/** Between the beginnings of two passes while a run trains. */
const REFRESH_MS = 500;
/** Steps tried where neurons are identical: enough for what learns first to reach the first of eight hidden layers. */
const STEPS_AHEAD = 12;

let stopWork: (() => void) | null = null;

/** Opens the sheet where it belongs, in Play, in the place of the loss function's. Before the first step it shows the initial weights, later the present ones. */
export function openLayers(): void {
  const { view, layersOpen } = nabla.getState();
  if (view !== 'play') setView('play');
  if (layersOpen) return;
  stopWork?.();
  nabla.setState({ ...initialLayers, layersOpen: true, lossSheet: null, layersShown: (getFrame()?.step ?? 0) > 0 ? 'now' : 'start' });
  stopWork = startWork();
}

export function closeLayers(): void {
  stopWork?.();
  stopWork = null;
  if (nabla.getState().layersOpen) nabla.setState(initialLayers);
}

export function showLayers(layersShown: LayersShown): void {
  nabla.setState({ layersShown });
}

/** Begins a new run from this initialization, and says so. */
export function takeScheme(spec: InitializerSpec): void {
  const { run } = nabla.getState();
  changeExperiment((experiment) => withScheme(experiment, spec));
  const { run: now, notice } = nabla.getState();
  if (now === run || notice !== null) return;
  showNotice({ text: say('A new run has begun: {initializerLabel}. Undo brings back the one before.', { initializerLabel: initializerText(spec) }), tone: 'info', actions: ['undo'] });
}

function startWork(): () => void {
  if (!hasSidePool()) {
    nabla.setState({ layersFailed: say('This browser gives the page no worker to compute this in.') });
    return () => {};
  }
  const lanes = { start: createLane(), now: createLane(), schemes: createLane(), activations: createLane() };
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastBegun = -Infinity;
  let known: readonly unknown[] = [];
  let knownStart: readonly unknown[] = [];
  let knownSchemes = '';
  let knownActivations = '';

  function consider(): void {
    considerStart();
    if (nabla.getState().layersShown === 'now') considerNow();
    if (nabla.getState().layersShown === 'schemes') considerSchemes();
    if (nabla.getState().layersShown === 'activations') considerActivations();
  }

  function considerStart(): void {
    // The settings of now, for a change of them leaves the weights as they were drawn.
    const { run, initialParameters, experiment } = nabla.getState();
    const moment = [run, initialParameters, startKey(experiment)];
    if (initialParameters?.length !== networkOf(experiment).parameterCount || isSame(moment, knownStart)) return;
    knownStart = moment;
    lanes.start.cancel();
    lanes.start.pass(experiment, initialParameters, STEPS_AHEAD, (result) => { nabla.setState({ layersStart: { run, step: 0, epoch: 0, result }, layersFailed: null }); });
  }

  function considerNow(): void {
    const { run, experiment, log } = nabla.getState();
    const frame = getFrame();
    if (frame === null || frame.run !== run || frame.parameters.length !== networkOf(experiment).parameterCount || lanes.now.isBusy()) return;
    const moment = [run, frame.step, log, experiment];
    if (isSame(moment, known)) return;
    const wait = REFRESH_MS - (performance.now() - lastBegun);
    if (wait > 0 && known[0] === run) {
      timer ??= setTimeout(() => {
        timer = null;
        consider();
      }, wait);
      return;
    }
    lastBegun = performance.now();
    known = moment;
    const { step, epoch } = frame;
    // The frame's buffers go back to the worker, and the task may have to wait.
    lanes.now.pass(experiment, frame.parameters.slice(), 0, (result) => {
      nabla.setState({ layersNow: { run, step, epoch, result }, layersFailed: null });
      consider();
    });
  }

  function considerSchemes(): void {
    const { experiment } = nabla.getState();
    const key = schemesKey(experiment);
    if (key === knownSchemes) return;
    knownSchemes = key;
    lanes.schemes.cancel();
    nabla.setState({ layersSchemes: initialLayers.layersSchemes });
    for (const { spec } of initialLayers.layersSchemes) {
      lanes.schemes.pass(withScheme(experiment, spec), undefined, STEPS_AHEAD, (result) => {
        nabla.setState(({ layersSchemes }) => ({ layersSchemes: layersSchemes.map((each) => (isSameScheme(each.spec, spec) ? { spec, result } : each)) }));
      });
    }
  }

  function considerActivations(): void {
    const { experiment } = nabla.getState();
    const layersEqual = equalWeights(experiment);
    const key = JSON.stringify([schemesKey(withActivation(experiment, 'linear')), layersEqual]);
    if (key === knownActivations || experiment.hidden.length === 0) return;
    knownActivations = key;
    lanes.activations.cancel();
    nabla.setState({ layersEqual, layersActivations: initialLayers.layersActivations });
    for (const { activation } of initialLayers.layersActivations) {
      for (const [at, spec] of layersEqual.entries()) {
        lanes.activations.pass(withScheme(withActivation(experiment, activation), spec), undefined, STEPS_AHEAD, (result) => {
          nabla.setState(({ layersActivations }) => ({
            layersActivations: layersActivations.map((each) => (each.activation === activation ? { activation, results: each.results.with(at, result) } : each)),
          }));
        });
      }
    }
  }

  const stops = [
    subscribeFrame(consider),
    nabla.subscribe((state, before) => {
      // What is shown of the run before stays until the new one has been passed through.
      if (state.run !== before.run) {
        lanes.now.cancel();
        lanes.start.cancel();
      }
      if (state.view !== 'play') closeLayers();
      else if (state.experiment !== before.experiment || state.initialParameters !== before.initialParameters || state.layersShown !== before.layersShown) consider();
    }),
    () => { for (const lane of Object.values(lanes)) lane.cancel(); },
    () => { if (timer !== null) clearTimeout(timer); },
  ];
  consider();
  return () => { for (const stop of stops) stop(); };
}

type Lane = {
  pass(experiment: Experiment, parameters: Float64Array | undefined, stepsAhead: number, then: (result: LayersResult) => void): void;
  isBusy(): boolean;
  cancel(): void;
};

/** Passes of one kind, which are called off together. */
function createLane(): Lane {
  const cancels = new Set<() => void>();
  return {
    pass(experiment, parameters, stepsAhead, then) {
      const cancel = sidePool().run({ kind: 'layers', experiment, stepsAhead, ...(parameters === undefined ? {} : { parameters }) }, {
        onFinished: (result) => {
          cancels.delete(cancel);
          then(result);
        },
        onFailed: (layersFailed) => {
          cancels.delete(cancel);
          nabla.setState({ layersFailed });
        },
      });
      cancels.add(cancel);
    },
    isBusy: () => cancels.size > 0,
    cancel() {
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
