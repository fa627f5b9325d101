// valueOf(∂L/∂w) = the number the engine computed
/** Any address → its value, out of a trace's buffers or an example's pass; nothing is computed a second time. */
import { momentShare } from '../engine/optimizers.ts';
import { addPenaltyGradient, decayBiases } from '../engine/regularizers.ts';
import type { Address } from './address.ts';
import type { Study } from './study.ts';

/**
 * The value of a quantity, out of the engine's buffers; cheap: no formula is built. Quantities of one example cost its pass when
 * they are first asked for. NaN where the quantity is not defined.
 */
export function valueOf(study: Study, address: Address): number {
  return read(study, address) ?? Number.NaN;
}

function read(study: Study, address: Address): number | undefined {
  const { trace, network } = study;
  switch (address.kind) {
    case 'input': return trace.inputs[address.example * network.spec.inputs + address.feature];
    case 'target': return trace.targets[address.example * network.layers.at(-1)!.units + address.output];
    case 'parameter': return trace.theta[address.index];
    case 'draw': return trace.initial[address.index];
    case 'learningRate': return trace.learningRate;
    case 'z': return study.pass(address.example).z[address.layer]?.[address.unit];
    case 'a': return study.pass(address.example).a[address.layer]?.[address.unit];
    case 'outputLoss': return study.pass(address.example).outputLosses[address.output];
    case 'exampleLoss': return trace.losses[address.example];
    case 'batchLoss': return trace.batchLoss;
    case 'penalty': return trace.penalty;
    case 'objective': return trace.batchLoss + trace.penalty;
    case 'dLda': return study.pass(address.example).upstream[address.layer + 1]?.[address.unit];
    case 'delta': return study.pass(address.example).delta[address.layer]?.[address.unit];
    case 'dLdx': return study.pass(address.example).upstream[0]?.[address.feature];
    case 'exampleGradient': return study.pass(address.example).gradient[address.index];
    case 'outputDelta': return study.outputPass(address.example, address.output).delta[address.layer]?.[address.unit];
    case 'outputGradient': return study.outputPass(address.example, address.output).gradient[address.index];
    case 'dataGradient': return trace.dataGradient[address.index];
    case 'penaltyGradient': return penaltyGradient(study)[address.index];
    case 'gradientNorm': return trace.gradientNorm;
    case 'gradient': return trace.gradient[address.index];
    case 'slot': return trace.slots[address.slot]?.[address.index];
    case 'newSlot': return trace.newSlots[address.slot]?.[address.index];
    case 'correctedSlot': {
      const slot = trace.newSlots[address.slot]?.[address.index];
      return slot === undefined ? undefined : slot / biasCorrection(study, address.slot);
    }
    case 'update': {
      const { newTheta, theta } = trace;
      return address.index < theta.length ? newTheta[address.index]! - theta[address.index]! : undefined;
    }
    case 'newParameter': return trace.newTheta[address.index];
  }
}

/** 1 − βᵏ of Adam's first or second moment; 1 for other optimizers. */
function biasCorrection({ trace }: Pick<Study, 'trace'>, slot: number): number {
  const { optimizer } = trace.config;
  if (optimizer.name !== 'adam' && optimizer.name !== 'adamw') return 1;
  return momentShare(slot === 0 ? trace.momentum ?? optimizer.beta1 : optimizer.beta2, trace.optimizerStep);
}

const penaltyGradients = new WeakMap<Study['trace'], Float64Array>();

/** ∂R/∂θ by the engine's own loop, once a trace. */
function penaltyGradient({ trace, network }: Study): Float64Array {
  let gradient = penaltyGradients.get(trace);
  if (gradient === undefined) {
    const { regularization } = trace.config;
    gradient = new Float64Array(network.parameterCount);
    addPenaltyGradient(network, trace.theta, regularization, gradient);
    if (regularization.decayBiases === true) decayBiases(network, trace.theta, regularization.l2, gradient);
    penaltyGradients.set(trace, gradient);
  }
  return gradient;
}
