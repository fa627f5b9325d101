import { describe, expect, it } from 'vitest';
import { formatLesson } from '../../src/store/lessonAddress.ts';
import { formatLink, parseLink } from '../../src/store/linkText.ts';

describe('a link to a page of a lesson', () => {
  it('is read as it was written', () => {
    for (const learning of [{ lesson: 'learning-rate', page: 3 }, { lesson: 'url:course/my lesson.md', page: 1 }, { lesson: 'url:../a&b.md', page: 12 }, { lesson: 'file:mine', page: 2 }]) {
      expect(parseLink(`#${formatLesson(learning)}`)).toEqual({ link: { learning }, notes: [] });
      expect(parseLink(formatLink({ learning }))).toEqual({ link: { learning }, notes: [] });
    }
    expect(formatLesson({ lesson: 'learning-rate', page: 3 })).toBe('lesson=learning-rate&page=3');
  });

  it('begins at the first page where it names none', () => {
    expect(parseLink('#lesson=loss').link).toEqual({ learning: { lesson: 'loss', page: 1 } });
  });

  it('presents it, where it says so', () => {
    const link = { learning: { lesson: 'loss', page: 2 }, presenting: true } as const;
    expect(formatLink(link)).toBe('lesson=loss&page=2&present=on');
    expect(parseLink(formatLink(link))).toEqual({ link, notes: [] });
    expect(parseLink('#present=yes')).toEqual({ link: {}, notes: ['The link says “present=yes”; presenting is on, or not named.'] });
    expect(parseLink('#present=on&embed=v1,output').link).not.toHaveProperty('presenting');
  });

  it('says what it cannot use', () => {
    expect(parseLink('#lesson=../../etc&page=0')).toEqual({
      link: {}, notes: ['The link names the lesson “../../etc”, which there is not.', 'The link’s page “0” is no whole number from 1 up.'],
    });
  });
});
