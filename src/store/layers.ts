/** What the page knows of how signals and gradients spread through the layers: the state of the sheet "Layers". */
import type { Experiment } from '../config/experiment.ts';
import { activationNames, type ActivationName } from '../engine/activations.ts';
import { initializers, type InitializerSpec } from '../engine/initializers.ts';
import type { LayersResult } from '../worker/layers.ts';
import type { RunId } from '../worker/protocol.ts';

/** The moment shown: the weights as they were drawn, those of now, what other initializations would give, or equal weights with each activation. */
export type LayersShown = 'start' | 'now' | 'schemes' | 'activations';

/** A pass at one moment of a run. */
export type LayersMoment = { readonly run: RunId; readonly step: number; readonly epoch: number; readonly result: LayersResult };

/** Another initialization, never begun; null until it has been passed through. */
export type LayersScheme = { readonly spec: InitializerSpec; readonly result: LayersResult | null };

/** Weights that are all equal, with this activation in every hidden layer; null until they have been passed through. */
export type LayersEqualWeights = { readonly activation: ActivationName; readonly results: readonly (LayersResult | null)[] };

export type LayersSlice = {
  readonly layersOpen: boolean;
  readonly layersShown: LayersShown;
  readonly layersStart: LayersMoment | null;
  readonly layersNow: LayersMoment | null;
  readonly layersSchemes: readonly LayersScheme[];
  /** The equal weights tried, in the order of the results. */
  readonly layersEqual: readonly InitializerSpec[];
  readonly layersActivations: readonly LayersEqualWeights[];
  /** Why there is nothing to show, in a sentence. */
  readonly layersFailed: string | null;
};

/** The initializations looked at without beginning them, from the one that cannot learn to those made for depth. */
export const comparedSchemes: readonly InitializerSpec[] = [
  { kind: 'zero' },
  { kind: 'uniform', low: -0.3, high: 0.3 },
  { kind: 'uniform', low: 0, high: 1 },
  { kind: 'uniform', low: -1, high: 1 },
  { kind: 'normal', mean: 0, std: 1 },
  { kind: 'xavier', distribution: 'uniform' },
  { kind: 'he', distribution: 'normal' },
  { kind: 'lecun', distribution: 'normal' },
  { kind: 'orthogonal' },
];

/** Zero, and the constant in use or else the usual one. */
export function equalWeights({ initialization: { weights } }: Experiment): readonly InitializerSpec[] {
  return [{ kind: 'zero' }, weights.kind === 'constant' ? weights : initializers.constant.spec];
}

export const initialLayers: LayersSlice = {
  layersOpen: false, layersShown: 'start', layersStart: null, layersNow: null,
  layersSchemes: comparedSchemes.map((spec) => ({ spec, result: null })),
  layersEqual: [{ kind: 'zero' }, initializers.constant.spec],
  layersActivations: activationNames.map((activation) => ({ activation, results: [null, null] })),
  layersFailed: null,
};

export function isSameScheme(a: InitializerSpec, b: InitializerSpec): boolean {
  return keyOf(a) === keyOf(b);
}

const keyOf = (spec: InitializerSpec): string => JSON.stringify(Object.entries(spec).toSorted(([a], [b]) => a.localeCompare(b)));

/** The experiment as this initialization would begin it: same seed, nothing set by hand. */
export function withScheme(experiment: Experiment, weights: InitializerSpec): Experiment {
  const { given: _given, ...drawn } = experiment.initialization;
  return { ...experiment, initialization: { ...drawn, weights } };
}

/** The experiment with this activation in every hidden layer. */
export function withActivation(experiment: Experiment, activation: ActivationName): Experiment {
  return { ...experiment, hidden: experiment.hidden.map(({ units }) => ({ units, activation })) };
}

/** What decides what the initial weights give, besides themselves. */
export function startKey(experiment: Experiment): string {
  return JSON.stringify([schemesKey(experiment), experiment.initialization.weights]);
}

/** What decides what another initialization would give; η only decides how far the steps tried go, not what they move. */
export function schemesKey({ data, features, hidden, outputActivation, loss, initialization, batchSize, optimizer }: Experiment): string {
  return JSON.stringify([data, features, hidden, outputActivation, loss, initialization.seed, initialization.biases, batchSize, optimizer.name]);
}
