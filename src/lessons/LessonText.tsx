/** The text of a page: paragraphs, formulas, and names that light what they name. */
import { Fragment, type ReactNode } from 'react';
import { placeKey } from '../components/placeKey.ts';
import { Tex } from '../components/Tex.tsx';
import { elements, type ElementName } from './elements.ts';
import { dimElement, lightElement, showElement } from './lights.ts';
import { parseInline, parseLessonText, type Inline } from './lessonText.ts';
import { say } from '../words/say.ts';

export function LessonText({ text }: { readonly text: string }) {
  return (
    <div className="lesson-text">
      {parseLessonText(text).map((block, i) => {
        const key = placeKey(i);
        if (block.kind === 'paragraph') return <p key={key}><Inlines inside={block.inside} /></p>;
        if (block.kind === 'formula') return <Tex key={key} display tex={block.tex} />;
        const items = block.items.map((inside, place) => <li key={placeKey(place)}><Inlines inside={inside} /></li>);
        return block.isNumbered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
      })}
    </div>
  );
}

/** A sentence with formulas and names, as in a question. */
export function LessonSentence({ text }: { readonly text: string }) {
  return <Inlines inside={parseInline(text)} />;
}

function Inlines({ inside }: { readonly inside: readonly Inline[] }) {
  return inside.map((each, i) => {
    const key = placeKey(i);
    const before = inside[i - 1];
    // A comma does not go to the next line without its name or its formula.
    if (isNamed(each)) return <span key={key} className="lesson-named" data-short={each.kind === 'formula' && each.tex.length <= SHORT}>{show(each)}{pointsOf(inside[i + 1])}</span>;
    if (each.kind === 'text' && before !== undefined && isNamed(before)) return <Fragment key={key}>{each.text.slice(pointsOf(each).length)}</Fragment>;
    return <Fragment key={key}>{show(each)}</Fragment>;
  });
}

/** A formula of so few letters stands in one line. */
const SHORT = 22;

function isNamed({ kind }: Inline): boolean {
  return kind === 'element' || kind === 'formula';
}

function pointsOf(next: Inline | undefined): string {
  return next?.kind === 'text' ? /^[,.;:!?)…’”]*/.exec(next.text)?.[0] ?? '' : '';
}

function show(each: Inline): ReactNode {
  switch (each.kind) {
    case 'text': return each.text;
    case 'code': return <code>{each.text}</code>;
    case 'formula': return <Tex tex={each.tex} />;
    case 'strong': return <strong><Inlines inside={each.inside} /></strong>;
    case 'stressed': return <em><Inlines inside={each.inside} /></em>;
    case 'element': return <ElementLink element={each.element}><Inlines inside={each.inside} /></ElementLink>;
  }
}

/** Lights its element under the pointer and the focus; pressed, it brings it into sight, and by the keyboard goes to it. */
function ElementLink({ element, children }: { readonly element: ElementName; readonly children: ReactNode }) {
  const light = (): void => { lightElement(element); };
  const dim = (): void => { dimElement(element); };
  return (
    <button
      type="button" className="lesson-name" title={say('Shows {label}', { label: elements[element].label })}
      onPointerEnter={light} onPointerLeave={dim} onFocus={light} onBlur={dim}
      onClick={({ detail }) => { showElement(element, detail === 0); }}
    >
      {children}
    </button>
  );
}
