/** A canvas context that writes down what is asked of it. */

type Call = { readonly name: string; readonly args: readonly unknown[] };
export type Recording = { readonly ctx: CanvasRenderingContext2D; readonly calls: Call[]; count(name: string): number };

export function recordingContext(): Recording {
  const calls: Call[] = [];
  const properties: Record<string, unknown> = {};
  const ctx = new Proxy(properties, {
    get(target, name: string) {
      if (name in target) return target[name];
      if (name === 'measureText') return (text: string) => ({ width: text.length * 7 });
      return (...args: unknown[]) => void calls.push({ name, args });
    },
    set(target, name: string, value) {
      target[name] = value;
      if (['strokeStyle', 'fillStyle', 'lineWidth', 'globalAlpha'].includes(name)) calls.push({ name, args: [value] });
      return true;
    },
  });
  return { ctx: ctx as unknown as CanvasRenderingContext2D, calls, count: (name) => calls.filter((call) => call.name === name).length };
}
