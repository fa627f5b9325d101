/** As much of JSON Schema 2020-12 as the schema of an experiment uses; another keyword is an error. */
type Schema = Readonly<Record<string, unknown>>;

const said = new Set(['$schema', '$defs', 'title', 'description']);

/** The first place where a value is outside the schema, in words; null where it is inside. */
export function misfit(root: Schema, value: unknown, schema: Schema = root, path = 'the file'): string | null {
  for (const [keyword, wanted] of Object.entries(schema)) {
    const problem = said.has(keyword) ? null : check(root, schema, keyword, wanted, value, path);
    if (problem !== null) return problem;
  }
  return null;
}

function check(root: Schema, schema: Schema, keyword: string, wanted: unknown, value: unknown, path: string): string | null {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = isRecord ? Object.entries(value) : [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const unless = (holds: boolean): string | null => (holds ? null : `${path}: ${keyword} ${JSON.stringify(wanted)}`);
  switch (keyword) {
    case '$ref': {
      const found = Object.entries(root['$defs'] ?? {}).find(([name]) => wanted === `#/$defs/${name}`);
      return found === undefined ? `no ${String(wanted)}` : misfit(root, value, found[1] as Schema, path);
    }
    case 'const': return unless(value === wanted);
    case 'enum': return unless((wanted as unknown[]).includes(value));
    case 'type': return unless(wanted === 'object' ? isRecord : wanted === 'array' ? Array.isArray(value) : wanted === 'integer' ? Number.isInteger(value) : typeof value === wanted);
    case 'minimum': return unless(typeof value !== 'number' || value >= (wanted as number));
    case 'maximum': return unless(typeof value !== 'number' || value <= (wanted as number));
    case 'minItems': return unless(!Array.isArray(value) || list.length >= (wanted as number));
    case 'maxItems': return unless(list.length <= (wanted as number));
    case 'uniqueItems': return unless(new Set(list).size === list.length);
    case 'items': return first(list.map((entry, i) => misfit(root, entry, wanted as Schema, `${path}[${i}]`)));
    case 'required': return first((wanted as string[]).map((key) => (entries.some(([own]) => own === key) ? null : `${path}: no ${key}`)));
    case 'properties': return first(entries.map(([key, entry]) => {
      const own = (wanted as Record<string, Schema>)[key];
      return own === undefined ? null : misfit(root, entry, own, `${path}.${key}`);
    }));
    case 'additionalProperties': return first(entries.map(([key]) => unless(Object.hasOwn(schema['properties'] as object, key) || wanted !== false) && `${path}: ${key} is not known`));
    case 'oneOf': return unless((wanted as Schema[]).filter((one) => misfit(root, value, one, path) === null).length === 1);
    default: throw new Error(`keyword ${keyword}`);
  }
}

const first = (problems: readonly (string | null)[]): string | null => problems.find((problem) => problem !== null) ?? null;
