import { getEntity } from '@miaopu/contract';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { AnswerOf } from '../../shared/client.ts';
import { type QuerySettings, useEndpoint } from '../../shared/use-endpoint.ts';
import { endOfDay } from './history.ts';

/** As of which day, and as known by the end of which day; empty is the present. */
export type Moment = { readonly asOf: string; readonly knownOn: string };

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The moment in the address bar. */
export function useMoment(): [Moment, (moment: Partial<Moment>) => void] {
  const [address, setAddress] = useSearchParams();
  const read = (name: string) => {
    const text = address.get(name) ?? '';
    return dayPattern.test(text) ? text : '';
  };
  const change = useCallback(
    (moment: Partial<Moment>) =>
      setAddress(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, day] of Object.entries(moment)) {
            if (day) after.set(name, day);
            else after.delete(name);
          }
          return after;
        },
        { preventScrollReset: true },
      ),
    [setAddress],
  );
  return [{ asOf: read('asOf'), knownOn: read('knownOn') }, change];
}

/** A moment as calls take it. */
export type MomentQuery = { readonly asOf?: string; readonly knownOn?: string };

export function momentQuery({ asOf, knownOn }: Moment): MomentQuery {
  return { ...(asOf ? { asOf } : {}), ...(knownOn ? { knownOn: endOfDay(knownOn) } : {}) };
}

/** An entity at a moment. The present is asked without dates, so that the server's day decides. */
export function useEntity(id: string, moment: Moment, settings: QuerySettings = {}) {
  return useEndpoint(getEntity, { params: { id }, query: momentQuery(moment) }, settings);
}

export const present: Moment = { asOf: '', knownOn: '' };

export type Entity = AnswerOf<typeof getEntity>;

/** The fields in which an entity then differs from now, among those that both tell. */
export function differsFromNow(then: Entity, now: Entity): ReadonlySet<string> {
  const before = then.current?.fields ?? {};
  const after = now.current?.fields ?? {};
  const fields = Object.keys({ ...before, ...after });
  return new Set(fields.filter((field) => (before[field] ?? null) !== (after[field] ?? null)));
}
