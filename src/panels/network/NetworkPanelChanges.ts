/** What the network's controls do to the experiment: pure, each gives the same experiment back when it can do nothing. */
import type { ActivationName } from '../../engine/activations.ts';
import type { Experiment, FeatureName, HiddenLayerSpec } from '../../config/experiment.ts';
import { allFeatures } from '../../config/features.ts';
import { limits } from '../../config/limits.ts';

const FIRST_LAYER: HiddenLayerSpec = { units: 4, activation: 'tanh' };

function withHidden(experiment: Experiment, hidden: readonly HiddenLayerSpec[]): Experiment {
  return { ...experiment, hidden };
}

function replaceLayer(experiment: Experiment, layer: number, change: Partial<HiddenLayerSpec>): Experiment {
  return withHidden(experiment, experiment.hidden.map((spec, index) => (index === layer ? { ...spec, ...change } : spec)));
}

/** Whether the layer can have `units` neurons. */
export function canHaveUnits(units: number): boolean {
  return units >= limits.units.min && units <= limits.units.max;
}

export function setUnits(experiment: Experiment, layer: number, units: number): Experiment {
  const spec = experiment.hidden[layer];
  return spec === undefined || spec.units === units || !canHaveUnits(units) ? experiment : replaceLayer(experiment, layer, { units });
}

export function setActivation(experiment: Experiment, layer: number, activation: ActivationName): Experiment {
  return replaceLayer(experiment, layer, { activation });
}

export function canAddLayer(experiment: Experiment): boolean {
  return experiment.hidden.length < limits.hiddenLayers.max;
}

/** A new hidden layer at place `at` (0 = right after the features), like the one before it, else the one after it. */
export function insertLayer(experiment: Experiment, at: number): Experiment {
  if (!canAddLayer(experiment)) return experiment;
  const like = experiment.hidden[at - 1] ?? experiment.hidden[at] ?? FIRST_LAYER;
  return withHidden(experiment, [...experiment.hidden.slice(0, at), { ...like }, ...experiment.hidden.slice(at)]);
}

export function removeLayer(experiment: Experiment, layer: number): Experiment {
  return withHidden(experiment, experiment.hidden.filter((_, index) => index !== layer));
}

/** Takes a feature in or out; the last one stays, since a network needs an input. */
export function toggleFeature(experiment: Experiment, feature: FeatureName): Experiment {
  const chosen = experiment.features.includes(feature)
    ? experiment.features.filter((name) => name !== feature)
    : allFeatures.filter((name) => name === feature || experiment.features.includes(name));
  return chosen.length === 0 ? experiment : { ...experiment, features: chosen };
}
