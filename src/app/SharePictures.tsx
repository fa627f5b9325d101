/** The pictures of the present view as files: PNG at three times the screen's resolution, SVG to be edited. */
import { useMemo, useState } from 'react';
import { download } from '../components/download.ts';
import { TextButton } from '../components/TextButton.tsx';
import { useNabla } from '../store/nabla.ts';
import { selectView } from '../store/selectors.ts';
import { picturesOf, type SharedPicture } from './sharePictures.ts';
import { ShareSection } from './ShareSection.tsx';
import { say } from '../words/say.ts';

type PictureFormat = 'PNG' | 'SVG';

/** Pixels of a PNG for one of the page. */
const SCALE = 3;
/** Labels reach over the edge of what they belong to. */
const MARGIN = 12;

export function SharePictures() {
  const view = useNabla(selectView);
  const pictures = useMemo(() => picturesOf(view), [view]);
  const [said, setSaid] = useState('');
  const save = async ({ label, element, without }: SharedPicture, format: PictureFormat): Promise<void> => {
    setSaid(say('The picture is being drawn …'));
    try {
      const { pictureOf, pngOf } = await import('../components/pictureOf.ts');
      const picture = await pictureOf(element, MARGIN, getComputedStyle(document.body).backgroundColor, without);
      const name = `nabla-${label.toLowerCase().replaceAll(' ', '-')}`;
      if (format === 'SVG') download(picture.svg, `${name}.svg`, 'image/svg+xml');
      else download(await pngOf(picture, SCALE), `${name}.png`, 'image/png');
      setSaid('');
    } catch {
      setSaid(say('This browser cannot draw this picture into a file.'));
    }
  };
  return (
    <ShareSection label={say('Pictures')}>
      <ul className="share-pictures">
        {pictures.map((picture) => (
          <li key={picture.label}>
            <span>{picture.label}</span>
            {(['PNG', 'SVG'] as const).map((format) => (
              <TextButton key={format} label={`${picture.label} (${format})`} onClick={() => { void save(picture, format); }}>{format}</TextButton>
            ))}
          </li>
        ))}
      </ul>
      <p className="share-said" role="status">{said}</p>
    </ShareSection>
  );
}
