import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { experimentFile } from '../../src/share/networkFile.ts';
import { openFile } from '../../src/share/networkFileReading.ts';

const problemOf = (text: string): string => {
  const opened = openFile(text);
  return opened.kind === 'unreadable' ? opened.problem : 'none';
};

describe('a file that is not JSON', () => {
  it('says that it ends too early, and where, however it was cut', () => {
    const text = experimentFile(initialExperiment).trim();
    for (let end = 1; end < text.length; end += 7) {
      const cut = text.slice(0, end).trim();
      const lines = cut.split('\n');
      expect(problemOf(cut)).toBe(`The file ends too early, in line ${lines.length} after letter ${lines.at(-1)!.length}: what it opens is not closed, so the rest of it is missing.`);
    }
    expect(problemOf('{"name": "a\\"')).toContain('The file ends too early, in line 1 after letter 13:');
  });

  it('names the line where something else is wrong', () => {
    expect(problemOf('{\n  "experiment": {},\n  "table": oops\n}')).toBe('The file is not JSON from line 3 on: “oops”.');
    expect(problemOf('{"a": 1}}')).toBe('The file is not JSON from line 1 on: “}”.');
    expect(problemOf('{"a": "\n"}')).toBe('The file is not JSON from line 1 on: “"”.');
    expect(problemOf('{"a" 1}')).toContain('The file is not JSON: it begins');
    expect(problemOf('height;mass')).toBe('The file is not JSON: it begins “height;mass”.');
  });
});
