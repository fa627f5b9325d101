/** Gradient descent as walking down a landscape: the picture, what is known of it, and the transport at the foot. */
import { useEffect } from 'react';
import { LandscapeAxes } from '../panels/landscape/LandscapeAxes.tsx';
import { LandscapeFacts } from '../panels/landscape/LandscapeFacts.tsx';
import { LandscapeHead } from '../panels/landscape/LandscapeHead.tsx';
import { LandscapePicture } from '../panels/landscape/LandscapePicture.tsx';
import { Transport } from '../panels/transport/Transport.tsx';
import { TransportVerdict } from '../panels/transport/TransportVerdict.tsx';
import { startLandscape } from '../store/landscapeSlices.ts';
import { useNabla } from '../store/nabla.ts';
import { selectBooted } from '../store/selectors.ts';
import { Area } from './Area.tsx';
import './landscape.css';
import { say } from '../words/say.ts';

export function LandscapeView() {
  const booted = useNabla(selectBooted);
  useEffect(() => (booted ? startLandscape() : undefined), [booted]);
  return (
    <div className="landscape">
      <Area name="landscape-head" label={say('The directions')}><LandscapeHead /></Area>
      <Area name="landscape-picture" label={say('The landscape')}><div className="landscape-figure"><LandscapePicture /><LandscapeAxes /></div></Area>
      <Area name="landscape-facts" label={say('What is known of the landscape')}><LandscapeFacts /></Area>
      <div className="landscape-foot">
        <Area name="landscape-transport" label={say('The transport')}><Transport /></Area>
        <Area name="landscape-verdict" label={say('The verdict')}><TransportVerdict /></Area>
      </div>
    </div>
  );
}
