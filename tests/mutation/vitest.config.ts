import { basename, dirname } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** The file in the mill: its floor's tests judge it, those of its own name first, since the first that fails ends a mutant. */
const mutated = process.env.MUTATED ?? 'src/engine/network.ts';
const floor = basename(dirname(mutated));
const own = basename(mutated, '.ts');

class OwnTestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const name = basename(moduleId, '.test.ts');
      return name.startsWith(own) || own.startsWith(name) ? 0 : 1;
    };
    return files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

const fewRuns = `${import.meta.dirname}/fewRuns.ts`;

export default defineConfig({
  plugins: [{ name: 'few-runs', enforce: 'pre', resolveId: (source, importer) => (source === 'fast-check' && !importer?.endsWith('/fewRuns.ts') ? fewRuns : null) }],
  test: {
    testTimeout: 30_000, environment: 'node', isolate: false,
    setupFiles: floor === 'explain' ? ['tests/shelf.ts'] : [],
    include: [`tests/${floor}/*.test.ts`],
    // Its language would be that of every test after it: all files share the modules here.
    exclude: ['tests/explain/german.test.ts'],
    sequence: { sequencer: OwnTestFirst },
  },
});
