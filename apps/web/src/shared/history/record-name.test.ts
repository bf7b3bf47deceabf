import { describe, expect, it } from 'vitest';
import { readRecordName } from './record-name.ts';

describe('a record’s name', () => {
  it('leads to the page that shows it, also from what hangs off it', () => {
    expect(readRecordName('registry/entity/12/fact/revenue/2018')).toEqual({
      parts: [
        { key: 'record.entity', values: { id: '12' } },
        { key: 'record.fact', values: { name: 'revenue', period: '2018' } },
      ],
      page: { path: '/g/registry/12', access: 'registry.read' },
    });
    expect(readRecordName('plan/luqiao-2018-2020/target/2.1.a')?.page?.path).toBe(
      '/g/plan/luqiao-2018-2020/targets/2.1.a',
    );
    expect(readRecordName('registry/entity/3/designation/8')?.parts[1]).toEqual({
      key: 'record.designation',
      values: { id: '8' },
    });
  });

  it('of a kind that has no words is left as it is', () => {
    expect(readRecordName('something/new/1')).toBeNull();
    expect(readRecordName('audit/lines')).toMatchObject({ page: null });
  });
});
