// ∂L/∂w > 0: raise w and the loss rises
import { formatNumber } from '../viz/format.ts';
import type { Address } from './address.ts';
import type { Beat } from './script.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';

/** What a beat means, short and without a full stop; with `known` false a question. */
export function meaningOf(study: Study, { address, term }: Beat, known: boolean): string {
  const { names, network } = study;
  const symbol = `$${names.symbol(address).markup}$`;
  const value = valueOf(study, address);
  const isTerm = address.kind === 'z' && term !== null && term < network.layers[address.layer]!.inputs;
  if (!known && isTerm) return `What does the next term add to ${symbol}?`;
  if (!known) return bottomOf(study, address) === null ? `What is ${symbol}?` : `How does the loss change with ${bottomOf(study, address)}?`;
  if (!Number.isFinite(value)) return `${symbol} is ${Number.isNaN(value) ? 'not a number' : 'too large'}`;
  switch (address.kind) {
    case 'z': return isTerm ? `Adding up ${symbol}, term ${term + 1} of ${network.layers[address.layer]!.inputs + 1}` : `${symbol} is ${formatNumber(value)}`;
    case 'a': return address.layer === network.layers.length - 1 ? `The network answers ${symbol} = ${formatNumber(value)}` : `${symbol} = ${formatNumber(value)} goes on to the next layer`;
    case 'outputLoss':
      return network.layers.at(-1)!.units === 1 ? lossMeaning(value) : `Output ${address.output + 1} adds ${value === 0 ? 'nothing' : formatNumber(value)} to the loss`;
    case 'exampleLoss': return lossMeaning(value);
    case 'batchLoss': return `The loss of the batch is ${formatNumber(value)}`;
    case 'penalty': return `Large weights cost ${formatNumber(value)}`;
    case 'objective': return `${formatNumber(value)} is what the update makes smaller`;
    case 'gradientNorm': {
      const limit = study.trace.config.regularization.clipNorm;
      return limit > 0 && value > limit ? 'The gradient is too long and is cut' : `The gradient is ${formatNumber(value)} long`;
    }
    case 'newParameter': return movement(study, address.index);
    default: return slopeMeaning(study, address, value);
  }
}

function lossMeaning(value: number): string {
  if (value === 0) return 'Nothing is lost on this example';
  return value > 0 ? `The prediction is off: the loss is ${formatNumber(value)}` : `The loss is ${formatNumber(value)}`;
}

/** What the loss is differentiated by; null for what is no gradient. */
function bottomOf(study: Study, address: Address): string | null {
  const bottom = ((): Address | null => {
    switch (address.kind) {
      case 'dLda': return { ...address, kind: 'a' };
      case 'delta': return { ...address, kind: 'z' };
      case 'dLdx': return { ...address, kind: 'input' };
      case 'exampleGradient':
      case 'dataGradient':
      case 'gradient': return { kind: 'parameter', index: address.index };
      default: return null;
    }
  })();
  return bottom === null ? null : `$${study.names.symbol(bottom).markup}$`;
}

function slopeMeaning(study: Study, address: Address, value: number): string {
  const bottom = bottomOf(study, address);
  if (bottom === null) return `$${study.names.symbol(address).markup}$ is ${formatNumber(value)}`;
  if (value === 0) return `Nothing flows back to ${bottom}`;
  return `Raise ${bottom} and the loss ${value > 0 ? 'rises' : 'falls'}`;
}

function movement(study: Study, index: number): string {
  const parameter: Address = { kind: 'parameter', index };
  const symbol = `$${study.names.symbol(parameter).markup}$`;
  const change = valueOf(study, { kind: 'update', index });
  if (change === 0) return `${symbol} stays ${formatNumber(valueOf(study, parameter))}`;
  return `${symbol} goes ${change > 0 ? 'up' : 'down'} from ${formatNumber(valueOf(study, parameter))} to ${formatNumber(valueOf(study, { kind: 'newParameter', index }))}`;
}
