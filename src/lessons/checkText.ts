/** What an author gets wrong in a text that is shown: names that lead nowhere, and formulas without an end. */
import { elements, isElementName } from './elements.ts';
import { quote, type Report } from './lessonNodes.ts';
import { say } from '../words/say.ts';

/** Names in the text must be elements of the page, and formulas must end. */
export function checkText(text: string, lineAt: (offset: number) => number, report: Report): void {
  for (const { 1: name = '', 2: target = '', index } of text.matchAll(/\[([^\]\n]*)\]\(([^)\n]*)\)/g)) {
    if (target.startsWith('#') && isElementName(target.slice(1))) continue;
    report(lineAt(index), say('{link} leads to {place}, which is no element of the page; there are {list}.', { link: quote(name), place: quote(target), list: Object.keys(elements).map((each) => `#${each}`).join(', ') }));
  }
  for (const { 0: paragraph, index } of text.matchAll(/(?:[^\n]+\n?)+/g)) {
    if ((paragraph.replaceAll('\\$', '').match(/\$/g)?.length ?? 0) % 2 === 1) report(lineAt(index), say('A formula has no end: there is a $ too many in this paragraph, or one too few.'));
  }
}
