// max(z, 0) + log1p(exp(-abs(z)))  →  np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
/**
 * Formulas are written once, in signs that Python and TypeScript share (+ − * / **, comparisons, calls), and put into a language
 * by naming its functions. Names in small letters with underscores; constants in capitals. `where(c, a, b)` is a where c holds,
 * else b; `fill(x, v)` is v in the shape of x; `count_reached(list, k)` is how many entries of a list are at most k.
 */

/** Puts a formula into a language. */
export type Dialect = (formula: string) => string;

type Rules = {
  readonly functions: Readonly<Record<string, string>>;
  /** Functions that are written in another way than as a call. */
  readonly forms: Readonly<Record<string, (...parts: string[]) => string>>;
  readonly name: (name: string) => string;
};

const scalarFunctions = ['exp', 'expm1', 'log', 'log1p', 'sqrt', 'sin', 'cos', 'tanh', 'floor'] as const;
const named = (prefix: string): Readonly<Record<string, string>> => Object.fromEntries(scalarFunctions.map((name) => [name, prefix + name]));

/** Arrays of NumPy. */
export const inNumpy: Dialect = dialect({
  functions: { ...named('np.'), abs: 'np.abs', sign: 'np.sign', max: 'np.maximum', min: 'np.minimum', where: 'np.where', fill: 'np.full_like', logaddexp: 'np.logaddexp' },
  forms: {},
  name: (name) => (name === 'pi' ? 'np.pi' : name),
});

/** Single numbers of Python. */
export const inPython: Dialect = dialect({
  functions: named('math.'),
  forms: {
    where: (condition = '', yes = '', no = '') => `(${yes} if ${condition} else ${no})`,
    count_reached: (list = '', step = '') => `sum(milestone <= ${step} for milestone in ${list})`,
  },
  name: (name) => (name === 'pi' ? 'math.pi' : name),
});

/** Tensors of PyTorch. */
export const inTorch: Dialect = dialect({
  functions: { ...named('torch.'), abs: 'torch.abs', sign: 'torch.sign', where: 'torch.where' },
  forms: {},
  name: (name) => (name === 'pi' ? 'torch.pi' : name),
});

/** Single numbers of TypeScript. */
export const inTypeScript: Dialect = dialect({
  functions: { ...named('Math.'), abs: 'Math.abs', sign: 'Math.sign', max: 'Math.max', min: 'Math.min' },
  forms: {
    where: (condition = '', yes = '', no = '') => `(${condition} ? ${yes} : ${no})`,
    fill: (_shape = '', value = '') => value,
    count_reached: (list = '', step = '') => `${list}.filter((milestone) => milestone <= ${step}).length`,
  },
  name: (name) => (name === 'pi' ? 'Math.PI' : camelCase(name)),
});

/** leaky_relu → leakyRelu; constants in capitals stay. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

function dialect(rules: Rules): Dialect {
  return (formula) => bare(rewrite(formula, rules));
}

/** Without parentheses around the whole. */
function bare(text: string): string {
  return text.startsWith('(') && closing(text, 0) === text.length - 1 ? text.slice(1, -1) : text;
}

function rewrite(formula: string, rules: Rules): string {
  let text = '';
  for (let at = 0; at < formula.length;) {
    const word = /^[A-Za-z_][\w.]*/.exec(formula.slice(at))?.[0];
    if (word === undefined) {
      // A number's exponent is no name.
      const piece = /^(\d[\d.]*(e[-+]?\d+)?|.)/s.exec(formula.slice(at))![0];
      text += piece;
      at += piece.length;
      continue;
    }
    at += word.length;
    if (formula[at] !== '(') {
      text += rules.name(word);
      continue;
    }
    const end = closing(formula, at);
    const parts = partsOf(formula.slice(at + 1, end)).map((part) => rewrite(part, rules));
    text += rules.forms[word]?.(...parts) ?? `${rules.functions[word] ?? rules.name(word)}(${parts.map(bare).join(', ')})`;
    at = end + 1;
  }
  return text;
}

/** Where the parenthesis at `from` is closed. @throws RangeError when it is not */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(' || text[at] === '[') depth += 1;
    if (text[at] === ')' || text[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  throw new RangeError(`A parenthesis stays open: ${text}`);
}

/** What stands between the commas of a call. */
function partsOf(list: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  for (const [at, sign] of Array.from(list).entries()) {
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (sign === ',' && depth === 0) {
      parts.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, list.slice(from).trim()].filter((part) => part !== '');
}
