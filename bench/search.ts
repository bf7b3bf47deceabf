import { listEntities, suggestEntities } from '../apps/server/src/engines/registry/index.ts';
import { firstRow, rows, sql } from '../apps/server/src/platform/db/index.ts';
import { code, type District } from './district.ts';
import { type Figure, figure, quantile, type Size } from './figures.ts';
import { timed } from './stopwatch.ts';

type Sample = {
  readonly entity_id: string;
  readonly name: string;
  readonly initials: string;
  readonly credit_code: string | null;
};

const today = '2020-12-31';

/** What a person types to find one of the entities, whole or as far as they have come. */
const kinds: Readonly<Record<string, (one: Sample, index: number) => string>> = {
  'a whole name': ({ name }) => name,
  'a name’s beginning': ({ name }) => name.slice(0, 6),
  'two characters of a name': ({ name }, index) => {
    const at = index % Math.max(1, name.length - 2);
    return name.slice(at, at + 2);
  },
  'four initials': ({ initials }) => initials.slice(0, 4),
  'a whole credit code': ({ credit_code }) => credit_code ?? '91331004',
  'a code’s end': ({ credit_code }) => (credit_code ?? '91331004').slice(-6),
  'what nobody is called': (_, index) => `龘${index}`,
};

const filters = {
  'a list: first page, no filter': {},
  'a list: a town’s active enterprises': {
    category: ['enterprise'],
    status: ['active'],
    town: ['331004005'],
  },
  'a list: an industry, holding a title': { industry: 'C', title: 'technology_sme' },
  'a list: a part of a name in a year': {
    q: '塑料',
    establishedFrom: '2018-01-01',
    establishedTo: '2018-12-31',
  },
} as const;

async function sampleEntities({ db }: District, count: number): Promise<Sample[]> {
  return rows<Sample>(
    db,
    sql`select entity_id, name, initials, credit_code from registry.entity_search where district = ${code}
        order by hashtextextended(entity_id::text, 7) limit ${count}`,
  );
}

type Times = { readonly ours: number[]; readonly limit: number[] };

/** Times each question beside a look-up of the same entity by its key, the one before the other in turns. */
async function besideLookUp(
  { db }: District,
  samples: readonly Sample[],
  ask: (one: Sample, index: number) => Promise<unknown>,
): Promise<Times> {
  const times: Times = { ours: [], limit: [] };
  const warmUp = Math.min(20, Math.ceil(samples.length / 5));
  for (const [index, one] of [...samples.slice(0, warmUp), ...samples].entries()) {
    const isCounted = index >= warmUp;
    const works = [
      { into: times.ours, work: () => ask(one, index) },
      {
        into: times.limit,
        work: () =>
          firstRow(
            db,
            sql`select * from registry.entity_search where district = ${code} and entity_id = ${one.entity_id}::bigint`,
          ),
      },
    ];
    for (const { into, work } of index % 2 === 0 ? works : works.reverse()) {
      const took = await timed(work);
      if (isCounted) into.push(took);
    }
  }
  return times;
}

function figuresOf(name: string, { ours, limit }: Times, what: string, note?: string): Figure[] {
  return ([50, 95] as const).map((percent) =>
    figure({
      bench: 'search',
      name: `${name}, p${percent}`,
      ours: { value: quantile(ours, percent / 100), unit: 'ms', what },
      limit: {
        value: quantile(limit, percent / 100),
        unit: 'ms',
        what: 'one row of the search table by its primary key',
      },
      // what a person takes as at once, with what the network and the browser need left over
      aim: { of: 'ours', at: 'most', value: 100 },
      ...(note === undefined || percent !== 50 ? {} : { note }),
    }),
  );
}

/** What who types, or opens a list, waits for in the server, against a look-up by primary key. */
export async function benchSearch(district: District, { repeat }: Size): Promise<Figure[]> {
  const { db, entities } = district;
  const samples = await sampleEntities(district, repeat * 20);
  const figures: Figure[] = [];
  for (const [name, write] of Object.entries(kinds)) {
    let found = 0;
    const times = await besideLookUp(district, samples, async (one, index) => {
      const q = write(one, index);
      if ((await suggestEntities(db, { district: code, filters: { q }, today })).length > 0) found++;
    });
    if (found === 0 && name !== 'what nobody is called') throw new Error(`${name} found nothing.`);
    figures.push(...figuresOf(name, times, 'suggestions while typing'));
  }
  for (const [name, chosen] of Object.entries(filters)) {
    let total = 0;
    const times = await besideLookUp(district, samples.slice(0, repeat * 5), async () => {
      const page = { limit: 50, offset: 0 };
      ({ total } = await listEntities(
        db,
        { district: code, filters: chosen, today },
        { sort: 'name', order: 'asc' },
        page,
      ));
    });
    figures.push(...figuresOf(name, times, 'a page of 50 with the number of all', `${total} of ${entities}`));
  }
  return figures;
}
