/** At a place of the picture that was clicked: a point of one's own there, of a class of one's choice; values are drawn in the sheet. */
import { TextButton } from '../../components/TextButton.tsx';
import { isDrawable } from '../../datasets/drawing.ts';
import type { RunData } from '../../datasets/runData.ts';
import { addPoint, openDrawing } from '../../store/drawing.ts';
import { useNabla } from '../../store/nabla.ts';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

export type AddProps = { readonly data: RunData; readonly probe: readonly number[]; /** A point was added, and the buttons have done their work. */ readonly onDone: () => void };

export function OutputPanelAdd({ data, probe, onDone }: AddProps) {
  const isOpen = useNabla(({ experiment, embed, presenting }) => embed === null && !presenting && isDrawable(experiment.data));
  const [x = 0, y = 0] = probe;
  if (!isOpen) return null;
  return (
    // The plane under it takes no notice: a press here is not one on the picture.
    <span
      className="output-panel-add"
      role="group"
      aria-label={say('A point of your own here')}
      onPointerDown={(event) => { event.stopPropagation(); }}
      onPointerMove={(event) => { event.stopPropagation(); }}
    >
      {data.classes.length === 0 ? <TextButton onClick={openDrawing}>{say('draw points')}</TextButton> : (
        <>
          {told('add point{classes}', { classes: data.classes.map((name, meaning) => (
            <TextButton
              key={name}
              label={say('Add a point of class {name} here', { name })}
              onClick={() => {
                addPoint({ x, y, meaning });
                onDone();
              }}
            >
              {name}
            </TextButton>
          )) })}
        </>
      )}
    </span>
  );
}
