// examples → thousandths in 16 bits, targets that recur by their number → base64 with the letters that addresses allow
/**
 * Points drawn by hand as text, about seven letters each where exact numbers would take 33. Only for points whose inputs are whole
 * thousandths, as drawn ones are; others stand in an address number by number (numbersText.ts).
 */
import type { GivenExample } from '../config/experiment.ts';

/** More different targets than this are numbers of their own. */
const MOST_KINDS = 64;
const THOUSANDTHS = { min: -32_768, max: 32_767 } as const;
/** Examples for training, all examples: 16 bits each; inputs, targets, kinds: 8 bits each. */
const HEAD_BYTES = 7;

/** null where not every number fits. */
export function textOfPoints(examples: readonly GivenExample[]): string | null {
  const [first] = examples;
  const [inputs, targets] = [first?.inputs.length ?? 0, first?.targets.length ?? 0];
  if (inputs > 2 || targets > 10 || examples.length > 0xffff || !examples.every((each) => each.inputs.length === inputs && each.targets.length === targets)) return null;
  const keys = new Map<string, number>();
  for (const each of examples) if (keys.size <= MOST_KINDS) keys.set(each.targets.join(), keys.get(each.targets.join()) ?? keys.size);
  const kinds = keys.size > MOST_KINDS || targets === 0 ? 0 : keys.size;
  const exampleBytes = 2 * inputs + (kinds > 0 ? 1 : 2 * targets);
  const view = new DataView(new ArrayBuffer(HEAD_BYTES + 8 * kinds * targets + exampleBytes * examples.length));
  view.setUint16(0, examples.filter(({ validation }) => validation !== true).length);
  view.setUint16(2, examples.length);
  [inputs, targets, kinds].forEach((count, i) => { view.setUint8(4 + i, count); });
  let at = HEAD_BYTES;
  let fits = true;
  const putThousandths = (value: number): void => {
    const whole = Math.round(value * 1000);
    if (!Object.is(whole / 1000, value) || whole < THOUSANDTHS.min || whole > THOUSANDTHS.max) fits = false;
    else view.setInt16(at, whole);
    at += 2;
  };
  for (const key of kinds > 0 ? keys.keys() : []) for (const value of key.split(',')) at = putFloat(view, at, Number(value));
  for (const each of examples) {
    each.inputs.forEach(putThousandths);
    if (kinds === 0) each.targets.forEach(putThousandths);
    else view.setUint8(at++, keys.get(each.targets.join())!);
  }
  if (!fits) return null;
  return btoa(Array.from(new Uint8Array(view.buffer), (byte) => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function putFloat(view: DataView, at: number, value: number): number {
  view.setFloat64(at, value);
  return at + 8;
}

/** The examples of such a text; null where it is none. Never throws. */
export function pointsOfText(text: string): readonly GivenExample[] | null {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    const [training, count] = [view.getUint16(0), view.getUint16(2)];
    const [inputs, targets, kinds] = [view.getUint8(4), view.getUint8(5), view.getUint8(6)];
    const exampleBytes = 2 * inputs + (kinds > 0 ? 1 : 2 * targets);
    if (training > count || bytes.length !== HEAD_BYTES + 8 * kinds * targets + exampleBytes * count) return null;
    let at = HEAD_BYTES;
    const take = (numbers: number, read: () => number): number[] => Array.from({ length: numbers }, read);
    const float = (): number => view.getFloat64((at += 8) - 8);
    const thousandths = (): number => view.getInt16((at += 2) - 2) / 1000;
    const known = Array.from({ length: kinds }, () => take(targets, float));
    if (!known.flat().every((value) => Number.isFinite(value))) return null;
    const examples = Array.from({ length: count }, (_, i): GivenExample | null => {
      const places = take(inputs, thousandths);
      const wanted = kinds > 0 ? known[view.getUint8(at++)] : take(targets, thousandths);
      return wanted === undefined ? null : { inputs: places, targets: wanted, ...(i < training ? {} : { validation: true }) };
    });
    return examples.includes(null) ? null : examples.filter((example) => example !== null);
  } catch {
    return null;
  }
}
