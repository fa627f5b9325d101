/** The initializations the menu offers, each a whole specification, and what a custom one asks for. */
import { limits, type Limit } from '../../config/limits.ts';
import { initializers, type InitializerSpec } from '../../engine/initializers.ts';
import { say, translated } from '../../words/say.ts';

export type InitializerChoice = { readonly key: string; readonly label: string; readonly spec: InitializerSpec };

const schemes = (['xavier', 'he', 'lecun'] as const).flatMap((kind) =>
  (['uniform', 'normal'] as const).map((distribution): InitializerChoice => ({
    key: `${kind}-${distribution}`,
    label: `${translated(initializers[kind].label)} ${distribution}`,
    spec: { kind, distribution },
  })));

export const initializerChoices: readonly InitializerChoice[] = [
  ...schemes,
  { key: 'orthogonal', label: say('Orthogonal'), spec: { kind: 'orthogonal' } },
  { key: 'uniform-0.3', label: say('Uniform [−0.3, 0.3]'), spec: { kind: 'uniform', low: -0.3, high: 0.3 } },
  { key: 'uniform-01', label: say('Uniform [0, 1]'), spec: { kind: 'uniform', low: 0, high: 1 } },
  { key: 'uniform-11', label: say('Uniform [−1, 1]'), spec: { kind: 'uniform', low: -1, high: 1 } },
  { key: 'normal-01', label: say('Normal N(0, 1)'), spec: { kind: 'normal', mean: 0, std: 1 } },
  { key: 'zero', label: say('Zero'), spec: { kind: 'zero' } },
  { key: 'constant', label: say('Constant …'), spec: { kind: 'constant', value: 0.5 } },
  { key: 'uniform', label: say('Uniform [a, b] …'), spec: { kind: 'uniform', low: -0.5, high: 0.5 } },
  { key: 'normal', label: say('Normal N(μ, σ) …'), spec: { kind: 'normal', mean: 0, std: 0.5 } },
];

/** The menu's key of a specification: a preset where it equals one, else the custom entry of its kind. */
export function initializerKey(spec: InitializerSpec): string {
  const same = initializerChoices.find((choice) => !choice.label.endsWith('…') && JSON.stringify(ordered(choice.spec)) === JSON.stringify(ordered(spec)));
  return same?.key ?? spec.kind;
}

const ordered = (spec: InitializerSpec): [string, unknown][] => Object.entries(spec).toSorted(([a], [b]) => a.localeCompare(b));

export type InitializerField = { readonly key: 'value' | 'low' | 'high' | 'mean' | 'std'; readonly label: string; readonly value: number; readonly min: number; readonly max: number };

const range = ({ min, max }: Limit): Pick<Limit, 'min' | 'max'> => ({ min, max });

/** The numbers of a specification that can be typed; none for the schemes that follow from the layer's size. */
export function initializerFields(spec: InitializerSpec): readonly InitializerField[] {
  switch (spec.kind) {
    case 'constant': return [{ key: 'value', label: say('Value'), value: spec.value, ...range(limits.initialValue) }];
    case 'uniform': return [
      { key: 'low', label: say('From a'), value: spec.low, min: limits.initialValue.min, max: spec.high },
      { key: 'high', label: say('To b'), value: spec.high, min: spec.low, max: limits.initialValue.max },
    ];
    case 'normal': return [
      { key: 'mean', label: say('Mean μ'), value: spec.mean, ...range(limits.initialValue) },
      { key: 'std', label: say('Standard deviation σ'), value: spec.std, ...range(limits.initialSpread) },
    ];
    default: return [];
  }
}

/** The specification with one of its numbers changed. */
export function withInitializerField(spec: InitializerSpec, key: InitializerField['key'], value: number): InitializerSpec {
  return { ...spec, [key]: value };
}
