/** An initialization as the page calls it, in its language: "Xavier uniform" is „Xavier gleichverteilt“, "U[−0.3, 0.3]" is „U[−0,3; 0,3]“. */
import { initializerLabel, type InitializerSpec } from '../engine/initializers.ts';
import { language } from '../words/language.ts';
import { say, translated } from '../words/say.ts';

const distributions: Readonly<Record<string, string>> = { uniform: say('uniform'), normal: say('normal') };

export function initializerText(spec: InitializerSpec): string {
  const label = initializerLabel(spec).replace(/\p{L}{2,}/gu, (word) => distributions[word] ?? translated(word));
  return language === 'de' ? label.replaceAll(',', ';').replaceAll('.', ',') : label;
}
