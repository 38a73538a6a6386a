import type { KeeperEvent, Place } from '../../validation/index.ts';
import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { VERSION } from '../version.ts';
import { triedText } from './join.ts';

/** What a running perspective tells: to people in lines, with `--json` one object each. */
export function agentLines({ terminal, messages, json }: Session) {
  const texts = messages.cli.perspective;
  const say = (text: string) => {
    if (!json) terminal.out(wrap(terminal, text));
  };
  const tellJson = (value: object) => {
    if (json) terminal.out(JSON.stringify(value));
  };
  let named = { name: '', region: '' };
  let waits = false;
  const ready = (places: readonly Place[], more: object) =>
    tellJson({ ready: true, version: VERSION, ...named, listens: places, ...more });

  return {
    running(name: string, region: string): void {
      named = { name, region };
      say(texts.running({ name, region, version: VERSION }));
    },
    dialling: (url: string): void => say(texts.dialling({ url })),
    /** One that dials is ready at its first connection. */
    ready(listens: readonly Place[], plain: Place | undefined, dials: boolean): void {
      for (const place of listens) say(texts.listening({ family: place.family, place: placeText(place) }));
      if (plain !== undefined) say(texts.plainListening({ place: placeText(plain) }));
      waits = dials;
      if (!dials) ready(listens, plain === undefined ? {} : { plain });
      say(messages.cli.serve.stopHint());
    },
    tell(event: KeeperEvent): void {
      if (event.kind === 'connected') {
        const { place } = event;
        say(texts.connected({ family: place.family, place: placeText(place) }));
        if (waits) ready([], { connected: place });
        else tellJson({ event: 'connected', place });
        waits = false;
        return;
      }
      const seconds = (event.retryMs / 1_000).toFixed(1);
      if (event.kind === 'lost') say(texts.lost({ why: texts.serverEnds[event.end](), seconds }));
      else say(texts.failed({ tried: triedText(event.failures), seconds }));
      const { kind, retryMs, ...rest } = event;
      tellJson({ event: kind, retryMs: Math.round(retryMs), ...rest });
    },
    stopping: (): void => say(texts.stopping()),
  };
}

function placeText({ address, family, port }: Place): string {
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
