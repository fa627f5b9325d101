// a moment of a run → the text of a program that rebuilds it
/** The languages that code is written in. */
import { numpyProgram } from './codeNumpy.ts';
import { pytorchProgram } from './codePytorch.ts';
import { typeScriptProgram } from './codeTypescript.ts';
import { programOf, type CodeMoment, type Program } from './program.ts';

export type { CodeMoment } from './program.ts';

export type CodeLanguage = 'pytorch' | 'numpy' | 'typescript';

export type CodeLanguageInfo = { readonly label: string; readonly fileName: string; readonly mediaType: string; write(program: Program): string };

export const codeLanguages: Readonly<Record<CodeLanguage, CodeLanguageInfo>> = {
  pytorch: { label: 'PyTorch', fileName: 'nabla_pytorch.py', mediaType: 'text/x-python', write: pytorchProgram },
  numpy: { label: 'NumPy', fileName: 'nabla_numpy.py', mediaType: 'text/x-python', write: numpyProgram },
  typescript: { label: 'TypeScript', fileName: 'nabla.ts', mediaType: 'text/typescript', write: typeScriptProgram },
};

export const codeLanguageNames = Object.keys(codeLanguages) as readonly CodeLanguage[];

/**
 * A program that rebuilds the network with its weights, its data and its training loop as they are at a moment, and trains on
 * from there when it is run. The same moment gives the same text.
 * @throws RangeError when the moment's state or data do not belong to its experiment, or a parameter is not finite
 */
export function codeFor(language: CodeLanguage, moment: CodeMoment): string {
  return codeLanguages[language].write(programOf(moment));
}
