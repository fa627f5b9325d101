// any address → name, formula, value, parts
import { addressKey, type Address } from './address.ts';
import type { Derivation, Formula } from './formula.ts';
import { deriveDelta, deriveExampleGradient, deriveInputGradient, deriveOutputDelta, deriveOutputGradient, deriveUpstream } from './explanationBackward.ts';
import { deriveDataGradient, deriveGradient, deriveGradientNorm, derivePenaltyGradient } from './explanationBatch.ts';
import { deriveActivation, deriveWeightedSum } from './explanationForward.ts';
import { deriveDraw, deriveInput, deriveLearningRate, deriveParameter, deriveTarget } from './explanationGiven.ts';
import { deriveBatchLoss, deriveExampleLoss, deriveObjective, deriveOutputLoss, derivePenalty } from './explanationLoss.ts';
import { deriveCorrectedSlot, deriveNewParameter, deriveNewSlot, deriveSlot, deriveUpdate } from './explanationUpdate.ts';
import type { SymbolName } from './names.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';

export { valueOf } from './value.ts';

export type Explanation = {
  readonly address: Address;
  readonly symbol: SymbolName;
  /** In words: "Weighted sum of neuron 1". */
  readonly title: string;
  /** Out of the engine's buffers. NaN where it is not defined. */
  readonly value: number;
  /** null for what is given: inputs, targets. */
  readonly formula: Formula | null;
  /** One to three plain sentences, why the formula is what it is; $w_{111}$ marks symbols (viz/mathText markup). */
  readonly prose: string;
};

/** Of a study, the quantity asked for last: several places show it at once. */
const latest = new WeakMap<Study, { readonly key: string; readonly explanation: Explanation }>();

/** What a quantity is called, what it is, how it follows from others and why. The address must exist in the study. */
export function explain(study: Study, address: Address): Explanation {
  const key = addressKey(address);
  const kept = latest.get(study);
  if (kept?.key === key) return kept.explanation;
  const explanation = explanationOf(study, address);
  latest.set(study, { key, explanation });
  return explanation;
}

function explanationOf(study: Study, address: Address): Explanation {
  const { formula, prose } = derive(study, address);
  return { address, symbol: study.names.symbol(address), title: study.names.title(address), value: valueOf(study, address), formula, prose };
}

function derive(study: Study, address: Address): Derivation {
  switch (address.kind) {
    case 'input': return deriveInput(study, address);
    case 'target': return deriveTarget(study, address);
    case 'parameter': return deriveParameter(study, address);
    case 'draw': return deriveDraw(study, address);
    case 'learningRate': return deriveLearningRate(study);
    case 'z': return deriveWeightedSum(study, address);
    case 'a': return deriveActivation(study, address);
    case 'outputLoss': return deriveOutputLoss(study, address);
    case 'exampleLoss': return deriveExampleLoss(study, address);
    case 'batchLoss': return deriveBatchLoss(study);
    case 'penalty': return derivePenalty(study);
    case 'objective': return deriveObjective(study);
    case 'dLda': return deriveUpstream(study, address);
    case 'delta': return deriveDelta(study, address);
    case 'dLdx': return deriveInputGradient(study, address);
    case 'exampleGradient': return deriveExampleGradient(study, address);
    case 'outputDelta': return deriveOutputDelta(study, address);
    case 'outputGradient': return deriveOutputGradient(study, address);
    case 'dataGradient': return deriveDataGradient(study, address);
    case 'penaltyGradient': return derivePenaltyGradient(study, address);
    case 'gradientNorm': return deriveGradientNorm(study);
    case 'gradient': return deriveGradient(study, address);
    case 'slot': return deriveSlot(study, address);
    case 'newSlot': return deriveNewSlot(study, address);
    case 'correctedSlot': return deriveCorrectedSlot(study, address);
    case 'update': return deriveUpdate(study, address);
    case 'newParameter': return deriveNewParameter(study, address);
  }
}
