/** Names within a sentence. */
import { language } from './language.ts';

/** A name that stands with a capital by itself, as within a sentence: small in English; German nouns keep their capital. */
export const asNoun = (name: string): string => (language === 'en' ? name.toLowerCase() : name);
