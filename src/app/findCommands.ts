import type { Command } from './command.ts';

/** The commands whose label or group holds every word of the text, those that begin with it first. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = plain(text).split(/\s+/).filter((word) => word !== '');
  const offered = commands.filter((command) => command.id !== 'commands');
  if (words.length === 0) return offered;
  const found = offered.filter((command) => {
    const name = plain(`${command.group} ${command.label}`);
    return words.every((word) => name.includes(word));
  });
  const begins = (command: Command): boolean => plain(command.label).startsWith(words.join(' '));
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}

function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{Diacritic}/gu, '');
}
