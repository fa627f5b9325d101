/** Programs of a moment: what they are called, and how they come when they are asked for. */
import type { CodeLanguage } from '../share/code.ts';
import type { TokenLanguage } from '../share/codeTokens.ts';
import { isBeginning, type Moment } from './shareMoment.ts';
import { say } from '../words/say.ts';

export type { CodeLanguage } from '../share/code.ts';

type CodeFile = { readonly label: string; readonly fileName: string; readonly mediaType: string; readonly grammar: TokenLanguage };

/** As share/code.ts has them, which is large and comes when a program is asked for. */
export const codeFiles: Readonly<Record<CodeLanguage, CodeFile>> = {
  pytorch: { label: 'PyTorch', fileName: 'nabla_pytorch.py', mediaType: 'text/x-python', grammar: 'python' },
  numpy: { label: 'NumPy', fileName: 'nabla_numpy.py', mediaType: 'text/x-python', grammar: 'python' },
  typescript: { label: say('TypeScript'), fileName: 'nabla.ts', mediaType: 'text/typescript', grammar: 'typescript' },
};

export const codeLanguageNames = Object.keys(codeFiles) as readonly CodeLanguage[];

/**
 * The program of this moment in a language. Where nothing has been learned yet it draws its weights itself, as the page does.
 * @throws RangeError why there is none
 */
export async function codeOfMoment(language: CodeLanguage, moment: Moment): Promise<string> {
  const { codeFor } = await import('../share/code.ts');
  const { experiment, data, saved } = moment;
  return codeFor(language, { experiment, data, state: isBeginning(moment) ? null : saved.state });
}
