// 0.5 → 0,5
import { language } from './language.ts';

/** A number's digits as the language of the page writes them: “.” becomes “,” in German. */
export const decimal = (digits: string): string => (language === 'de' ? digits.replace('.', ',') : digits);
